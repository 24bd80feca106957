"""The JSON forms: what stands in each, where it comes from, and its shape as callers and schemas see it."""
