"""What can be said: three truth values, the vocabulary of facts, conditions, the types of fields."""
