"""Histories at a desk with nothing but a list: an extension's adapter, over a desk in memory."""
