"""Changes after publication: each is a numbered addendum."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from planning.arrangements.models import Addendum, Arrangement, Entry
from planning.arrangements.notices import tell
from planning.arrangements.services.collecting import take_offered
from planning.arrangements.services.entries import store_entry
from planning.arrangements.services.lines import Line
from planning.arrangements.services.moves import finish_arrangement, standing, take_arrangement
from secretariat.classified import refuse_classified
from secretariat.errors import Refused


@transaction.atomic
def supplement_arrangement(
    arrangement_id: int,
    *,
    reason: str,
    by: Any,
    at: datetime,
    line: Line | None = None,
    entry_id: int | None = None,
    source_url: str = "",
    version: int | None = None,
) -> Addendum:
    """Change what is published by a numbered addendum: a line is added, or takes the place of an entry, or an entry
    is withdrawn. What was published stays readable. `source_url` is what the week misses and the line adds.

    Refused without a reason, where the line clashes and no reason for keeping it is given (rule 36), and where what is
    added from elsewhere stands there already.
    """
    refuse_classified(reason, field="reason")
    found = take_arrangement(arrangement_id, "supplement", by, version)
    if not reason.strip():
        raise Refused(_("Say why the published arrangement is changed."), field="reason")
    if source_url:
        take_offered(found, source_url, by, on=timezone.localdate(at))
    last = found.addenda.order_by("-number").values_list("number", flat=True).first() or 0
    addendum = Addendum.objects.create(
        arrangement=found, number=last + 1, reason=reason.strip(), issued_at=at, issued_by=by
    )
    old = _withdraw(found, entry_id, addendum) if entry_id else None
    more: dict[str, Any] = {"added_in": addendum, "replaces": old, "source_url": old.source_url if old else source_url}
    new = store_entry(found, line, by, is_late=False, **more) if line else None
    words = f"{addendum} {_said(old, new)}: {addendum.reason}"
    finish_arrangement(found, "supplement", "supplemented", by, number=addendum.number, note=words)
    tell("supplement", found, by=by, on=timezone.localdate(at), note=words, entries=[one for one in (old, new) if one])
    return addendum


def _said(old: Entry | None, new: Entry | None) -> str:
    """The entry with its day, time and place as they were and as they are; where these stay, what else was changed."""
    if old is None or new is None:
        return " ".join(f"{one} {one.where}" for one in (old, new) if one)
    is_same = str(old) == str(new)
    if old.where != new.where or not is_same:
        return f"{old} {old.where} → {new.where}" if is_same else f"{old} {old.where} → {new} {new.where}"
    changed = [(getattr(old, name), getattr(new, name)) for name in ("leaders", "participants", "vehicles", "support")]
    told = [f"{before} → {after}".strip() for before, after in changed if before != after]
    return " ".join([str(new), new.where, *told])


def _withdraw(found: Arrangement, entry_id: int, addendum: Addendum) -> Entry:
    old = standing(found, entry_id)
    old.withdrawn_in = addendum
    old.save(update_fields=["withdrawn_in"])
    return old
