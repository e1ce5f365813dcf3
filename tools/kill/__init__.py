"""Real clients on real files, killed at every place where it could hurt, and opened again."""
