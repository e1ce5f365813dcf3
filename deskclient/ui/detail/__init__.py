"""One ticket: what was said, what is known, and the place to answer."""
