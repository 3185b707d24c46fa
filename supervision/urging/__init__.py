"""Pressing for what lags behind: the log of urges (催办), and slips in three colours (督办单)."""
