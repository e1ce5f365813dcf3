"""Answers lost on purpose: ``./dev desks lost NAME``. What the desk then has is what counts."""
