"""Followed matters from filing to sign-off."""
