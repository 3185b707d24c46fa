"""Meetings in series, their minutes, and what they decide."""
