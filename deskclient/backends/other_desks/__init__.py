"""What adapters to desks that are not our own have in common."""
