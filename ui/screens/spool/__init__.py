"""Badges to print: what is on its way, what needs a decision, what came out lately."""
