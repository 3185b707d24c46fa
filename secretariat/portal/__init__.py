"""The desk: dashboard, my work, search, inbox; the only part that sees everything."""
