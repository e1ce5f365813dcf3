"""Measures the program beside a floor or a peer, in the same run: ``./dev bench [NAME…]``."""
