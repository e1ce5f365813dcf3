"""One module per record kind, declared once."""
