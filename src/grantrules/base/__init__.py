"""What all rooms stand on: errors and their places, texts, single values, YAML as nodes, validation."""
