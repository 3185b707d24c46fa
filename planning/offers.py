"""Index of the answers of planning; loading it registers them."""

from planning.meetings import offers as meetings

__all__ = ["meetings"]
