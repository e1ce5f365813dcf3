"""Records as stored: documents, versions and the log of changes."""
