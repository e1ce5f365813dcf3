"""Adapters that speak to desks; httpx is imported in one module here."""
