"""How much memory this process has in use."""

import gc

import psutil


def resident_bytes() -> int:
    """Give the resident set."""
    gc.collect()
    return int(psutil.Process().memory_info().rss)
