"""The terminal: commands read arguments and print results; nothing is worked out here."""
