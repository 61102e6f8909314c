"""Adapters to the platforms: one folder each, behind one protocol. The home of httpx."""
