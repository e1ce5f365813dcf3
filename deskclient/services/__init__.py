"""What the window may ask for, in the user's words."""
