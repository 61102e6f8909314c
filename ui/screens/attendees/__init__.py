"""Everybody of the event, found by name."""
