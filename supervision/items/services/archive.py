"""Archiving (归档): all that was signed off in a year at once; what is archived is only read (rule 29)."""

from datetime import date
from typing import Any

from django.db import transaction

from secretariat.workflow import permit
from supervision.items.models import SupervisionItem
from supervision.items.rules import may_archive
from supervision.items.services.bulk import Bulk, in_bulk
from supervision.items.services.moves import finish, take_item
from supervision.items.states import ItemState


@transaction.atomic
def archive(item_id: int, *, by: Any, on: date) -> SupervisionItem:
    """Put one item that was signed off into the archive."""
    item = take_item(item_id, "archive", by)
    item.archived_on = on
    return finish(item, "archive", by, on, "archived_on", verb="archived", quiet=True)


def archive_year(year: int, *, by: Any, on: date) -> Bulk:
    """Archive every item numbered in `year` that was signed off, each in its own transaction.

    Raises PermissionDenied, also where nothing is to be done.
    """
    permit(by, may_archive)
    return in_bulk(archive, signed_off_in(year), by=by, on=on)


def signed_off_in(year: int) -> list[SupervisionItem]:
    """The items of a year that can be archived, by number."""
    found = SupervisionItem.objects.filter(deleted_at=None, state=ItemState.SIGNED_OFF, year=year)
    return list(found.order_by("number"))
