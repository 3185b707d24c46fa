"""What people do to press: urge and note the answer, issue a slip, reply to it, judge the reply."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from secretariat.audit import services as audit
from secretariat.classified import refuse_classified
from secretariat.errors import Refused
from secretariat.numbering import services as numbering
from secretariat.people.models import Department
from secretariat.workdays import queries as workdays
from secretariat.workflow import behalf_of, permit, take
from supervision.items.models import SupervisionItem
from supervision.items.standing import Day, standing_of
from supervision.items.states import OPEN, ItemState
from supervision.urging import queries
from supervision.urging.models import Slip, Urge
from supervision.urging.notices import tell_of_slip, tell_of_urge
from supervision.urging.rules import MAY_SLIP, may_press
from supervision.urging.states import SLIP_STEPS, SlipLevel


# ── Urges ────────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def urge(
    item_id: int,
    *,
    by: Any,
    at: datetime,
    unit: Department,
    channel: str,
    content: str,
    person: str = "",
    reply: str = "",
    again: bool = False,
) -> Urge:
    """Log an urge, and tell the unit where it goes through the system (rule 18).

    Refused for a unit that has no part in the item, for an item that no clock runs on, and, unless `again` is given,
    where the unit was urged on it in the present reporting cycle already (rule 51).
    """
    behalf = permit(by, may_press)
    item = _pressable(item_id)
    on = timezone.localdate(at)
    if unit.pk != item.lead_id and not item.co_units.filter(pk=unit.pk).exists():
        raise Refused(_("This unit has no part in the item."), field="unit")
    for name, words in (("content", content), ("person", person), ("reply", reply)):
        refuse_classified(words, field=name)
    if not again and (first := queries.urged_before(item, unit, on, workdays.load())):
        raise Refused(_asked_already(first), field="again")
    made = Urge.objects.create(
        item=item,
        unit=unit,
        channel=channel,
        content=content,
        person=person,
        by=by,
        at=at,
        reply=reply,
        replied_on=on if reply else None,
    )
    audit.record(actor=by, behalf=behalf, verb="urge.made", subject=made, whole=item, note=content, channel=channel)
    tell_of_urge(made, by=by, on=on)
    return made


@transaction.atomic
def note_reply(urge_id: int, *, by: Any, on: date, reply: str) -> Urge:
    """Note what the unit answered to an urge. Raises PermissionDenied, and Refused for an empty answer."""
    behalf = permit(by, may_press)
    refuse_classified(reply, field="reply")
    if not reply.strip():
        raise Refused(_("Write what the unit answered."), field="reply")
    made: Urge = Urge.objects.select_for_update(of=("self",)).select_related("item").get(pk=urge_id)
    made.reply, made.replied_on = reply.strip(), on
    made.save(update_fields=["reply", "replied_on"])
    audit.record(actor=by, behalf=behalf, verb="urge.answered", subject=made, whole=made.item, note=made.reply)
    return made


def _asked_already(first: Urge) -> str:
    return _(
        "%(name)s urged this unit on %(day)s already (%(channel)s: %(content)s), in the same reporting cycle. Tick "
        "“urge again” if it must be."
    ) % {
        "name": first.by,
        "day": f"{timezone.localtime(first.at):%m-%d %H:%M}",
        "channel": first.get_channel_display(),
        "content": first.content,
    }


# ── Slips ────────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def issue_slip(item_id: int, *, by: Any, on: date, text: str, approver: Any = None) -> Slip:
    """Issue the next slip for an item that is late or has gone quiet, with its number of the year (rule 16).

    Refused while the one before is within its limit or its reason was accepted, and for a first slip above blue
    without an `approver`.
    """
    behalf = permit(by, may_press)
    refuse_classified(text, field="text")
    item = _pressable(item_id)
    stands = standing_of(item, Day.of(on))
    if stands.light != "red" and not stands.stalled:
        raise Refused(_("A slip is for an item that is overdue or has not been reported on for long. Urge it instead."))
    slips, rule = queries.slips_of(item), queries.rule_for(item)
    level = queries.next_level(item, slips, rule.first_level, on)
    if level is None:
        raise Refused(_why_not(item, slips))
    is_first = not any(slip.due_version == item.due_version for slip in slips)
    if is_first and level != SlipLevel.BLUE and approver is None:
        raise Refused(_("This class of items begins above blue: name who approved it."), field="approver")
    number = numbering.take("slip", year=on.year)
    slip = Slip.objects.create(
        item=item,
        level=level,
        year=number.year,
        number=number.n,
        number_text=number.text,
        due_version=item.due_version,
        text=text,
        issued_by=by,
        issued_on=on,
        reply_due_on=workdays.load().add(on, rule.reply_days),
        approver=approver if is_first and level != SlipLevel.BLUE else None,
    )
    audit.record(actor=by, behalf=behalf, verb="slip.issued", subject=slip, whole=item, after=slip.state, note=text)
    tell_of_slip("issue", slip, by=by, on=on)
    return slip


@transaction.atomic
def reply(slip_id: int, *, by: Any, on: date, text: str) -> Slip:
    """The lead unit says why it lags behind and what it will do; a reason that was not accepted is replaced."""
    refuse_classified(text, field="text")
    slip = _take(slip_id, "reply", by)
    slip.reply, slip.replied_by, slip.replied_on = text, by, on
    slip.decided_by = slip.decided_on = None
    fields = ("reply", "replied_by", "replied_on", "decided_by", "decided_on")
    return _finish(slip, "reply", by, on, *fields, verb="replied", note=text)


@transaction.atomic
def accept(slip_id: int, *, by: Any, on: date, note: str = "") -> Slip:
    """Accept the reason: no further slip follows while the due date stays."""
    return _decide(slip_id, "accept", by, on, note, verb="accepted")


@transaction.atomic
def refuse(slip_id: int, *, by: Any, on: date, note: str) -> Slip:
    """Do not accept the reason: once the limit has passed the next colour may follow."""
    return _decide(slip_id, "refuse", by, on, note, verb="refused")


def _why_not(item: SupervisionItem, slips: list[Slip]) -> str:
    last = next(slip for slip in slips if slip.due_version == item.due_version)
    facts = {"number": last.number_text, "day": f"{last.reply_due_on:%Y-%m-%d}"}
    if last.state == "accepted":
        return _("The reason given to %(number)s was accepted; no further slip follows.") % facts
    if last.level == SlipLevel.RED:
        return _("%(number)s is red already; nothing stands above it.") % facts
    return _("The unit has until %(day)s to reply to %(number)s; the next slip may follow after that.") % facts


def _pressable(item_id: int) -> SupervisionItem:
    item: SupervisionItem = SupervisionItem.objects.filter(deleted_at=None).select_for_update().get(pk=item_id)
    if item.state not in OPEN or item.state == ItemState.SUSPENDED:
        raise Refused(_("Nobody is to be pressed on this item now: it is not being handled."))
    return item


def _take(slip_id: int, name: str, by: Any) -> Slip:
    # The item first, as every step on it does: two locks in two orders would wait for each other.
    item_id = Slip.objects.values_list("item_id", flat=True).get(pk=slip_id)
    SupervisionItem.objects.select_for_update().get(pk=item_id)
    slip: Slip = take(Slip.objects.select_related("item"), slip_id, SLIP_STEPS, MAY_SLIP, name, by=by)
    return slip


def _decide(slip_id: int, step: str, by: Any, on: date, note: str, *, verb: str) -> Slip:
    slip = _take(slip_id, step, by)
    slip.decided_by, slip.decided_on, slip.decision_note = by, on, note
    return _finish(slip, step, by, on, "decided_by", "decided_on", "decision_note", verb=verb, note=note)


def _finish(slip: Slip, step: str, by: Any, on: date, *fields: str, verb: str, note: str) -> Slip:
    before, slip.state = slip.state, SLIP_STEPS[step].target
    slip.save(update_fields=["state", *fields])
    facts = {"before": before, "after": slip.state, "note": note}
    audit.record(actor=by, behalf=behalf_of(slip), verb=f"slip.{verb}", subject=slip, whole=slip.item, **facts)
    tell_of_slip(step, slip, by=by, on=on)
    return slip
