"""Badges printed ahead."""
