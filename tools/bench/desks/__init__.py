"""The figures at real desks, the same for each: what differs is declared in a module per desk."""
