"""Histories at a Roundup: the adapter's own code, over a tracker in memory."""
