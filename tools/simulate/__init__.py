"""Seeded histories of several clients, one desk and a hostile world, in virtual time."""
