"""The engine that carries operations to a desk and its news back."""
