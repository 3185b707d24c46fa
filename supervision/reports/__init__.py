"""Reports that are asked for now: one page for a department, and what the units of an item have said."""
