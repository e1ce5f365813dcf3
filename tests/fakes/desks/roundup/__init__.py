"""A Roundup in memory: the answers and the habits of 2.6.0, as measured on a real one."""
