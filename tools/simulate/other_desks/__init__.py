"""What histories at desks that are not our own have in common."""
