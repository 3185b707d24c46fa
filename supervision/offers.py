"""Index of the answers of supervision; loading it registers them."""

from supervision.bulletins import offers as bulletins
from supervision.items import offers as items
from supervision.urging import offers as urging

__all__ = ["bulletins", "items", "urging"]
