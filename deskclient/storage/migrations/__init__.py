"""Migrations of ``outbox.db``, run by alembic inside one transaction."""
