"""Applications from files: folders, documents, and tables as CSV, Parquet or Excel."""
