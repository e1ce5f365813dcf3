"""Signing in: the desk, the person, the key, what is kept."""
