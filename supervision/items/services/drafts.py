"""Keeping what is being typed into the form of a step, until it is sent."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.classified import refuse_classified
from secretariat.errors import Refused
from secretariat.workflow import behalf, check
from supervision.items.drafts import ROOM, DraftKind, ReportDraft
from supervision.items.models import Progress, SupervisionItem
from supervision.items.rules import MAY
from supervision.items.states import STEPS


@transaction.atomic
def keep_draft(item_id: int, kind: str, *, by: Any, at: datetime, fields: Mapping[str, str]) -> ReportDraft | None:
    """Keep the texts of a form by the names of its fields, in place of what was kept before; None where all are empty.

    It is no step: the item stays as it is, nobody is told, and the log holds nothing of what was not said yet. Raises
    PermissionDenied where `by` may not take the step, TransitionRefused where it cannot be taken now, and Refused for
    a text that is too long, cannot be stored or bears a mark of classification: of that nothing is kept (rule 50).
    """
    item = SupervisionItem.objects.filter(deleted_at=None).get(pk=item_id)
    behalf(MAY, kind, by, item)
    check(STEPS, kind, item.state)
    for name, text in fields.items():
        _refuse_unfit(name, text)
    if not _says_something(fields):
        drop_draft(item, kind, by=by)
        return None
    found = {"fields": dict(fields), "saved_at": at}
    draft, _new = ReportDraft.objects.update_or_create(item=item, author=by, kind=DraftKind(kind), defaults=found)
    return draft


def drop_draft(item: SupervisionItem, kind: str, *, by: Any) -> None:
    """The form was sent, or thrown away: of its draft nothing is left."""
    ReportDraft.objects.of(by).filter(item=item, kind=kind).delete()


def _refuse_unfit(name: str, text: str) -> None:
    if "\0" in text:
        raise Refused(_("The text holds a character that cannot be stored. Delete it and type on."), field=name)
    if len(text) > ROOM:
        raise Refused(
            _("The text is longer than %(n)d characters and is not kept as a draft. Shorten it.") % {"n": ROOM},
            field=name,
        )
    refuse_classified(text, field=name)


def _says_something(fields: Mapping[str, str]) -> bool:
    # How it stands is always chosen, before anybody has typed a word.
    return any(text.strip() and text not in Progress.values for text in fields.values())
