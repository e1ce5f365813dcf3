"""What leaves the desk: the change feed, the first pull, reconciliation."""
