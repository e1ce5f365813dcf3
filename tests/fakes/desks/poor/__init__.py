"""A service desk with as little interface as some have: one list, no changes, no lock, no marks."""
