"""What is typed: ``deskclient`` and its commands. Each command is imported when it is asked for."""
