"""Every act of the program as data: one list of specs per menu."""
