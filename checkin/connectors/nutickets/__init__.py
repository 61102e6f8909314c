"""Nutickets (Nuweb): ticketing with zones, wristbands and guest lists, asked over its REST API."""
