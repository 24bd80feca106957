"""The rules of a year for people."""
