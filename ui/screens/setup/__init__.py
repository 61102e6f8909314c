"""From a fresh computer to an open desk."""
