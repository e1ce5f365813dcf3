"""Item models: lists as ordered keys, rows fetched by the page."""
