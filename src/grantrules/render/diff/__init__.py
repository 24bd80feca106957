"""Comparisons of years, and rules through the years, for people and for programs."""
