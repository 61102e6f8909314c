"""From light and keys to a payload: cameras, decoders, keyboard scanners. No Qt."""
