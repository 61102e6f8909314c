"""Migrations of the mirror. Each is self-contained: it imports nothing of the app."""
