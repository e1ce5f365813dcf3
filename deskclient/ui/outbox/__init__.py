"""What waits on this computer, in words, and what can be done about it."""
