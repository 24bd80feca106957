"""Year against year: what rules say, what they do, and whom a change affects."""
