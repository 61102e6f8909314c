"""What this station remembers."""
