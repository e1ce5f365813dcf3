"""The adapter for Redmine 5, through its REST interface."""
