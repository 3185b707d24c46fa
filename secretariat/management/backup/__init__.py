"""Backups: what is taken, how it is proven by a restore, and where it lies."""
