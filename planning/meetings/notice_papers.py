"""What a meeting prints before it is held: its notice (会议通知) and its agenda with the times (议程)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import count

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from planning.meetings.guests import Roll, named
from planning.meetings.models import AgendaLine, Attendance, Invitation, Meeting, Method
from secretariat.attachments.models import Attachment
from secretariat.daywords import day_said
from secretariat.papers.numerals import heading_mark
from secretariat.papers.paper import Block, Paper, Paragraph, Signature, Table

# As wide as a number that has not been given yet.
BLANK = "\u3000\u3000"
WIDTHS = (1.6, 3.7, 5.9, 2.4, 1.6, 2.8)


# ── The notice ───────────────────────────────────────────────────────────────────────────────────────────────────────
def notice_paper(invitation: Invitation, roll: Roll, *, on: date, chair: str = "") -> Paper:
    """The notice of a meeting, sent or not; a draft is of the day `on` and has a blank for its number.

    `chair` is how the paper names the chair, if not as the meeting has it.
    """
    meeting, cancelled = invitation.meeting, invitation.method == Method.CANCEL
    day = invitation.sent_on or on
    with translation.override(settings.LANGUAGE_CODE):
        office = _("Municipal CPPCC General Office")
        words = _("Notice of the cancelling of %(meeting)s") if cancelled else _("Notice of %(meeting)s")
        number = invitation.number_text or _("〔%(year)d〕%(blank)s") % {"year": day.year, "blank": BLANK}
        said = _cancelled(invitation) if cancelled else _convened(invitation, roll, chair, on=day)
        return Paper(
            kind="plain",
            masthead=office,
            issue_line=number,
            title=words % {"meeting": meeting},
            date=day,
            blocks=(Paragraph(_("To all units and people concerned:"), indent=False), *said, Signature((office,), day)),
        )


def notice_name(invitation: Invitation) -> str:
    """The name of the files, without an ending."""
    with translation.override(settings.LANGUAGE_CODE):
        return _("Notice of %(meeting)s") % {"meeting": invitation.meeting}


def _convened(invitation: Invitation, roll: Roll, chair: str, *, on: date) -> Iterator[Block]:
    day = day_said(invitation.held_on, on)
    yield Paragraph(_("%(meeting)s is convened on %(day)s as follows.") % {"meeting": invitation.meeting, "day": day})
    places = count(1)
    for label, text in _facts(invitation, roll, chair):
        yield Paragraph(f"{heading_mark(1, next(places))}{label}{text}")
        if text == "":
            yield from (Paragraph(f"{heading_mark(3, n)}{title}") for n, title in enumerate(invitation.topics, start=1))
    yield Paragraph(_("Whoever cannot come asks for leave before the meeting."))


def _facts(invitation: Invitation, roll: Roll, chair: str) -> Iterator[tuple[str, str]]:
    yield _("Time: "), moment(invitation.held_on, invitation.starts_at)
    yield _("Place: "), invitation.place
    yield _("Chair: "), chair or invitation.meeting.chair
    if invitation.topics:
        yield _("Topics: "), ""
    for label, rows in ((_("Participants: "), roll.present), (_("Observers: "), roll.observers)):
        if rows:
            yield label, names_of(rows)
    for label, text in ((_("What to bring: "), invitation.bring), (_("Contact: "), invitation.contact)):
        if text:
            yield label, text


def _cancelled(invitation: Invitation) -> Iterator[Block]:
    facts = {"meeting": invitation.meeting, "when": moment(invitation.held_on, invitation.starts_at)}
    yield Paragraph(_("%(meeting)s, planned for %(when)s, does not take place.") % facts)
    if invitation.meeting.cancel_reason:
        yield Paragraph(_("Reason: %(reason)s") % {"reason": invitation.meeting.cancel_reason})
    if invitation.contact:
        yield Paragraph(_("Contact: ") + invitation.contact)


def names_of(rows: Iterable[Attendance]) -> str:
    """Names for a paper: a person of a unit with the unit; a unit whose guest is not known by its name."""
    return pgettext("between the items of a list", ", ").join(map(named, rows))


def moment(day: date, at: time) -> str:
    """Day, weekday and hour as a paper of the house says it."""
    facts = {"day": date_format(day, pgettext("date with year", "j M Y")), "weekday": date_format(day, "l")}
    return _("%(day)s (%(weekday)s) %(clock)s") % (facts | {"clock": f"{at.hour}:{at:%M}"})


# ── The agenda ───────────────────────────────────────────────────────────────────────────────────────────────────────
def agenda_paper(
    meeting: Meeting, lines: Sequence[AgendaLine], files: Mapping[int, Sequence[Attachment]], *, on: date
) -> Paper:
    """The agenda of a meeting as it stands; `lines` are those that are kept, `files` the papers by their topic."""
    with translation.override(settings.LANGUAGE_CODE):
        facts = (
            (_("Time: "), moment(meeting.held_on, meeting.starts_at)),
            (_("Place: "), meeting.place),
            (_("Chair: "), meeting.chair),
        )
        said = [Paragraph(label + text, indent=False) for label, text in facts]
        title = _("Agenda of %(meeting)s") % {"meeting": meeting}
        return Paper(kind="plain", title=title, date=on, blocks=(*said, _table(meeting, lines, files)))


def agenda_name(meeting: Meeting) -> str:
    """The name of the files, without an ending."""
    with translation.override(settings.LANGUAGE_CODE):
        return _("Agenda of %(meeting)s") % {"meeting": meeting}


def slots(starts_at: time, minutes: Iterable[int]) -> list[tuple[time, time]]:
    """From when to when each line is heard, one after the other."""
    begins, found = datetime.combine(date.min, starts_at), []
    for length in minutes:
        ends = begins + timedelta(minutes=length)
        found.append((begins.time(), ends.time()))
        begins = ends
    return found


def _table(meeting: Meeting, lines: Sequence[AgendaLine], files: Mapping[int, Sequence[Attachment]]) -> Table:
    times = slots(meeting.starts_at, [line.minutes for line in lines])
    rows = [
        (str(place), _span(*time), line.title, line.presenter or "—", str(line.minutes), _papers(line, files))
        for place, (line, time) in enumerate(zip(lines, times, strict=True), start=1)
    ]
    head = (
        pgettext("agenda", "No."),
        pgettext("agenda", "Time"),
        pgettext("agenda", "Topic"),
        pgettext("agenda", "Presenter"),
        pgettext("agenda", "Minutes"),
        pgettext("agenda", "Papers"),
    )
    note = _("%(n)d minutes in all.") % {"n": sum(line.minutes for line in lines)}
    return Table(head=head, rows=tuple(rows), widths=WIDTHS, note=note)


def _span(begins: time, ends: time) -> str:
    return f"{begins.hour}:{begins:%M}—{ends.hour}:{ends:%M}"


def _papers(line: AgendaLine, files: Mapping[int, Sequence[Attachment]]) -> str:
    return "\n".join(file.name for file in files.get(line.topic_id or 0, ())) or "—"
