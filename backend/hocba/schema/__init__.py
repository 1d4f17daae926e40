"""The one reader of `schemas/`."""
