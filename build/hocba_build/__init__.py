"""Turns `schemas/` and `frontend/` into the static site that the server ships. A development package."""
