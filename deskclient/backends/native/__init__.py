"""The adapter for Deskclient's own service."""
