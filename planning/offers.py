"""Index of the answers of planning; loading it registers them."""
