"""What the secretariat intends and convenes."""
