"""Texts of strangers made safe to show: mail HTML, plain text, links and pictures."""
