"""Index of the answers of supervision; loading it registers them."""

from supervision.bulletins import offers as bulletins
from supervision.items import offers as items
from supervision.reports import offers as reports

__all__ = ["bulletins", "items", "reports"]
