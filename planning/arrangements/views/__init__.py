"""Pages of arrangements and their entries."""
