"""V3Plus: conferences and townhalls of one portal, registration by its own forms, no check-in of any kind."""
