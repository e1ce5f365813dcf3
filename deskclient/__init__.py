"""A native service desk client that keeps working when the network does not."""

import builtins

__version__ = "0.1.0"

plain_import = builtins.__import__
"""Python's own import, kept before Qt's binding puts one of its own in its place."""
