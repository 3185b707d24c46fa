"""One row per piece of slow or scheduled work."""
