"""The adapter for Roundup 2."""
