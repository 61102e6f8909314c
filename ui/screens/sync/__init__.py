"""What has reached the platform and what has not."""
