"""What can be looked up beside the tickets: articles and assets."""
