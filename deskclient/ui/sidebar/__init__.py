"""The map of the program: standing views, queues, saved views, the team."""
