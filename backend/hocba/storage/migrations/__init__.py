"""Alembic's folder: one file a revision, forward only."""
