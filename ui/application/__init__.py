"""Puts the window together: the only place of the UI that builds things."""

from ui.application.start import main

__all__ = ["main"]
