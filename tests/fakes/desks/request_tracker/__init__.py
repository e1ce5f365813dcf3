"""A Request Tracker in memory: the answers and the habits of 5.0.3, as measured on a real one."""
