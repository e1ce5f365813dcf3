"""The adapter for Request Tracker 5, through its REST 2 interface."""
