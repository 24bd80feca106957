"""Decisions for people and for programs."""
