"""A decision of a higher series is taken up: as a topic of a lower one, or by an item that is followed already."""

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from planning.meetings.models import Decision, Meeting, Series, TakenUp, Topic
from planning.meetings.notices import tell_of_topic
from planning.meetings.rules import may_take_up
from planning.meetings.states import MeetingState, TopicState
from secretariat.audit import services as audit
from secretariat.errors import Refused
from secretariat.offers import MatterEntry
from secretariat.people.models import Department
from secretariat.workflow import permit


@transaction.atomic
def take_up_as_topic(decision_id: int, *, by: Any, on: date, series: Series, unit: Department) -> TakenUp:
    """Make a decision of a closed meeting a topic of `series`, for `unit` to complete and submit; its heads are told.

    It is meant for the next meeting whose agenda is open, where one is planned. Raises PermissionDenied, and Refused
    where the minutes are not published, `series` does not take the decision's series up, or has taken it up already.
    """
    behalf = permit(by, may_take_up)
    decision = _closed(decision_id)
    higher = decision.meeting.series
    if not higher.taken_up_by.filter(pk=series.pk).exists():
        facts = {"series": series, "higher": higher}
        raise Refused(_("%(series)s does not take up decisions of %(higher)s.") % facts, field="series")
    if decision.takings.filter(topic__series=series).exclude(topic__state=TopicState.REFUSED).exists():
        raise Refused(_("%(series)s has taken this decision up already.") % {"series": series}, field="series")
    topic = _topic(decision, series, unit, by, on)
    audit.record(actor=by, behalf=behalf, verb="topic.drafted", subject=topic, after=topic.state)
    tell_of_topic("take_up", topic, by=by, on=on, note=topic.reason)
    return _taken(decision, by, behalf, on, topic=topic, title=topic.title, url=topic.get_absolute_url())


@transaction.atomic
def take_up_by_item(decision_id: int, *, by: Any, on: date, matter: MatterEntry) -> TakenUp:
    """Note that an item which is followed elsewhere takes a decision of a closed meeting up.

    Raises PermissionDenied, and Refused where the minutes are not published or the item stands there already.
    """
    behalf = permit(by, may_take_up)
    decision = _closed(decision_id)
    kind, pk = ContentType.objects.get_by_natural_key(*matter.record[0].split(".")), matter.record[1]
    if decision.takings.filter(subject_type=kind, subject_id=pk).exists():
        raise Refused(_("%(item)s takes this decision up already.") % {"item": matter.title})
    subject = {"subject_type": kind, "subject_id": pk, "title": matter.title[:200], "url": matter.url}
    return _taken(decision, by, behalf, on, **subject)


def _closed(decision_id: int) -> Decision:
    meeting = Meeting.objects.select_for_update(of=("self",)).get(decisions=decision_id)
    if meeting.state != MeetingState.PUBLISHED:
        raise Refused(_("The minutes are not published yet; a decision is taken up once they are."))
    found: Decision = Decision.objects.select_related("meeting__series").get(pk=decision_id)
    return found


def _topic(decision: Decision, series: Series, unit: Department, by: Any, on: date) -> Topic:
    planned = series.meetings.filter(state=MeetingState.PLANNED, held_on__gte=on).order_by("held_on")
    with translation.override(settings.LANGUAGE_CODE):
        why = _("Takes up what %(meeting)s decided.") % {"meeting": decision.meeting}
    said = {"title": decision.title[:120], "reason": why, "wanted": decision.text}
    return Topic.objects.create(unit=unit, drafted_by=by, series=series, meeting=planned.first(), **said)


def _taken(decision: Decision, by: Any, behalf: Any, on: date, **what: Any) -> TakenUp:
    taken = TakenUp.objects.create(decision=decision, by=by, on=on, **what)
    whole = decision.meeting
    audit.record(actor=by, behalf=behalf, verb="decision.taken_up", subject=decision, whole=whole, note=taken.title)
    return taken
