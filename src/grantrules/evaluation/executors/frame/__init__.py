"""The rules as queries over two tables, of applications and of measures."""
