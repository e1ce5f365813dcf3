"""The window: Qt widgets, models and actions."""
