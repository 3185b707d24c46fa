"""Index of the answers of supervision; loading it registers them."""

from supervision.bulletins import offers as bulletins
from supervision.instructions import offers as instructions
from supervision.items import offers as items
from supervision.reports import offers as reports
from supervision.urging import offers as urging

__all__ = ["bulletins", "instructions", "items", "reports", "urging"]
