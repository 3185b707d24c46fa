"""Numbers per kind and year from a locked counter row."""
