"""Badgestic: https, form-encoded requests with an ``Auth-Token``, answers that name their own success."""
