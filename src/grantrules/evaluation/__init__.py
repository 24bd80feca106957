"""What each rule says of some facts: the reference meaning, and what it takes to compile it."""
