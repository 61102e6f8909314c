"""Cameras, hand scanners and sounds in the window."""
