"""What a portfolio comes to, for people and for programs."""
