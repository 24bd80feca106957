"""The rules on durable-rules, a second engine that must agree with the first on everything."""
