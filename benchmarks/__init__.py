"""Measurements. They are run by hand; the tests only see that each of them runs and that all contenders agree."""
