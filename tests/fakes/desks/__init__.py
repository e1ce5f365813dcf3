"""Desks of others in memory, as unkind as the real ones."""
