"""Measurements over made-up rows: how the house behaves with hundreds of thousands of them. No test, no promise."""
