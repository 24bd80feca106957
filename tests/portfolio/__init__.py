"""Tests of the room `portfolio`."""
