"""Uploads and the bytes of attached files."""
