"""Sarcon: what its public API describes, and the rest from a mapping file that the organiser writes."""
