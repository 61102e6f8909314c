"""Open Event (eventyay), version 1: the classic server's JSON:API."""
