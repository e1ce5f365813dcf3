"""A believable desk for trying out and measuring: made from a seed, the same every time."""
