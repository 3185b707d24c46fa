"""Pages of long lists: nobody waits for the exact number of rows that nobody pages through."""

from typing import Any

from django.core.paginator import Paginator
from django.utils.functional import cached_property

LONG = 10_000


class LongPaginator(Paginator):
    """Counts at most LONG rows; `is_cut` where there are more of them, which only a narrower filter shows."""

    @cached_property
    def count(self) -> int:
        return min(self._counted, LONG)

    @property
    def is_cut(self) -> bool:
        return self._counted > LONG

    @cached_property
    def _counted(self) -> int:
        # One row more than LONG tells that there are more.
        rows: Any = self.object_list
        found: int = rows.order_by().values("pk")[: LONG + 1].count()
        return found
