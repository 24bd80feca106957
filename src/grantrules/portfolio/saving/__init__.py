"""What came of a portfolio, written into a folder, all of it or nothing."""
