"""Index of the answers of supervision; loading it registers them."""
