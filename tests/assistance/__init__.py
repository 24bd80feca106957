"""Tests of the room `assistance`."""
