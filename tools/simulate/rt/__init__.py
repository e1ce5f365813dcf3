"""Histories at a Request Tracker: the adapter's own code, over a desk in memory."""
