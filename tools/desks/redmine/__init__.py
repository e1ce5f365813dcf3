"""Redmine 5, as Debian packages it, with a database and settings of its own."""
