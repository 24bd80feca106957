"""What guards quality beside the everyday tests, a command each: `python -m tests.guards.NAME`."""
