"""Answers to reports for people and for programs."""
