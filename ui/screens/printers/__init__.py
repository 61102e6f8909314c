"""The printers of this station: which there are, how they are, and making badges come out right there."""
