"""Adapters against the real desks; run by ``./dev test desks``."""
