"""What each result says: a builder for every kind of it makes the blocks of its page."""
