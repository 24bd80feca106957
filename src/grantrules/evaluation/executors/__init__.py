"""What runs the rules: each compiles the same polarity formulas, and none knows of another."""
