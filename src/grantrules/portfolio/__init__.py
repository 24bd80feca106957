"""Portfolios: many applications from files of every kind, decided together, summed up, and written without loss."""
