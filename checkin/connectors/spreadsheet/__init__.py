"""A list of attendees in a file on this computer: no server, nothing to be told, nothing to wait for."""
