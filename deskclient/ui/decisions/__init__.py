"""What only the person can decide: base, mine and theirs, side by side."""
