"""Building blocks of the screens. They take plain values and know nothing of check-in."""
