"""The official calendar, the arithmetic of working days, lateness, and the one reader of time."""
