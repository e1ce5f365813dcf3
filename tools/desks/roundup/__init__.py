"""Roundup, from the package index, with a tracker and an interpreter of its own."""
