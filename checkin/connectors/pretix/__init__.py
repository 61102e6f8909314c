"""pretix 2026.8, and the current eventyay, which speaks an older form of the same API."""
