"""Numbered issues: compiled, signed, frozen."""
