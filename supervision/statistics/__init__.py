"""Statistics of items: by unit, source and month, every figure a link to the rows it counts."""
