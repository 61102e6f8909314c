"""The screens, each a presenter (plain Python, all decisions) and a view (Qt, no decisions)."""
