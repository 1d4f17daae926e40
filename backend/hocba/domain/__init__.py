"""Nouns and errors of the school; no input or output."""
