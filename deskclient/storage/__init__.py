"""SQLAlchemy and SQLite: the outbox and the cache of one profile."""
