"""Deskclient's own desk: a small HTTP service."""
