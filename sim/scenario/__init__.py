"""What planners write: the schema of scenario folders, loading, checking and named changes."""
