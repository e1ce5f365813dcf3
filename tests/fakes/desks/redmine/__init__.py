"""A Redmine in memory: the answers and the habits of 5.0.4, as measured on a real one."""
