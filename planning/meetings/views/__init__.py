"""Pages of series, meetings, minutes and decisions."""
