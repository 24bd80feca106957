"""Many applications at once, in tables: what their columns are, how they are checked, and what comes out."""
