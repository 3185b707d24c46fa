"""Pages of plans, of their items, and of the sheets from which plans come."""
