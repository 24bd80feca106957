"""A year as data: the form of its files, how they are read and checked, and what they say of the documents."""
