"""What helps with one case: what to ask, what if, what would it take, and why."""
