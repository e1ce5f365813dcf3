"""Histories at a Redmine: the adapter's own code, over a desk in memory."""
