"""Decisions for people and for programs: text, markdown and JSON."""
