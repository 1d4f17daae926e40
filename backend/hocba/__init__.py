"""Hocba: an offline-first gradebook and school record for Vietnamese secondary schools."""
