"""What the pages of an arrangement and of an entry show, gathered in one place."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from planning.arrangements.bookings import bookings
from planning.arrangements.conflicts import clashes
from planning.arrangements.models import Arrangement, ArrangementKind, DayLimit, Entry
from planning.arrangements.naming import unrecognised
from planning.arrangements.offered import may_miss, missing, offered_for
from planning.arrangements.queries import addendum_line, changes_of, entries_of, grid, rows_of, text_of
from planning.arrangements.reporting import unreported
from planning.arrangements.rules import MAY, keeps_arrangement, owns_entry
from planning.arrangements.stale import stale
from planning.arrangements.states import STEPS, EntryOutcome
from planning.arrangements.strains import strains
from secretariat.audit.models import Event
from secretariat.workdays.calendar import Calendar
from secretariat.workflow import by_right_of, open_steps

EVENTS = 30
VIEWS = ("grid", "list", "text", "bookings")
# step: (label, icon, method); the first that is open is what the arrangement waits for.
_LABELS: dict[str, tuple[Any, str, str]] = {
    "publish": (lambda: pgettext("arrangement", "Publish"), "stamp", "post"),
    "coordinate": (lambda: _("Begin to coordinate"), "half", "post"),
    "supplement": (lambda: _("Addendum"), "plus", "get"),
    "review": (lambda: _("Review what took place"), "check", "get"),
    "add": (lambda: _("Add an entry"), "plus", "get"),
    "collect": (lambda: _("Take in meetings and consultations"), "inbox", "post"),
    "paste": (lambda: pgettext("arrangement", "Paste"), "clip", "get"),
    "reopen": (lambda: _("Back to collecting"), "undo", "post"),
}
_OF_MONTHS = {"collect": lambda: _("Take in meetings, consultations and the annual plan")}
_PAGES = {"supplement": "entry_new", "add": "entry_new", "paste": "arrangement_paste", "review": "arrangement_review"}


def arrangement_page(
    arrangement: Arrangement, user: Any, view: str, *, today: date, calendar: Calendar
) -> dict[str, Any]:
    """Everything on the page of an arrangement."""
    rows = rows_of(arrangement, user)
    entries = [row for row in rows if row.is_standing]
    steps = open_steps(STEPS, MAY, arrangement, user)
    found, changes = clashes(entries), changes_of(arrangement, rows)
    keeps = by_right_of(user, keeps_arrangement)
    return {
        "arrangement": arrangement,
        "view": view if view in VIEWS else "grid",
        "is_week": arrangement.kind == ArrangementKind.WEEK,
        "entries": entries,
        "grid": grid(arrangement, entries, today=today, calendar=calendar),
        "clashes": found,
        **(_afterwards(arrangement, rows, user, on=today) if keeps and view in ("grid", "list") else {}),
        "strains": strains(entries, calendar=calendar, limit=DayLimit.objects.current()),
        "clashing": {entry.pk for clash in found for entry in (clash.first, clash.second)},
        "late": sum(entry.is_late for entry in entries),
        "text": text_of(arrangement, entries, changes) if view == "text" else "",
        "bookings": bookings(entries, found) if view == "bookings" else None,
        "changes": changes,
        "addendum_lines": [addendum_line(one) for one in changes],
        **_beside(arrangement),
        "steps": buttons(arrangement, steps),
        **_reporting(arrangement, user, steps),
        "today": today,
    }


def _afterwards(arrangement: Arrangement, rows: list[Entry], user: Any, *, on: date) -> dict[str, Any]:
    """For whoever keeps it: what was moved, cancelled, or put into the week since."""
    held = [row for row in rows if row.withdrawn_in_id is None]
    for row in held:
        row.arrangement = arrangement
    offered = offered_for([arrangement], user) if may_miss(arrangement, on=on) else []
    return {
        "stale": stale(held, on=on, offered=offered),
        "missing": missing(arrangement, held, offered, on=on),
    }


def _reporting(arrangement: Arrangement, user: Any, steps: list[str]) -> dict[str, Any]:
    """Before publication: the units that have not reported, for whoever reminds them; and whether one's own has not."""
    if not {"remind_units", "report_nil"}.intersection(steps):
        return {}
    units = unreported(arrangement)
    mine = [unit for unit in units if unit.pk == user.department_id]
    return {
        "unreported": units if "remind_units" in steps else [],
        "may_remind": "remind_units" in steps,
        "silent": mine[0] if mine and "report_nil" in steps else None,
    }


def _beside(arrangement: Arrangement) -> dict[str, Arrangement | None]:
    """The periods of the same kind before and after it: one query."""
    same = Arrangement.objects.filter(kind=arrangement.kind)
    before = same.filter(first_on__lt=arrangement.first_on).order_by("-first_on").values("pk")[:1]
    after = same.filter(first_on__gt=arrangement.first_on).order_by("first_on").values("pk")[:1]
    found = list(Arrangement.objects.filter(Q(pk__in=before) | Q(pk__in=after)))
    return {
        "before": next((one for one in found if one.first_on < arrangement.first_on), None),
        "after": next((one for one in found if one.first_on > arrangement.first_on), None),
    }


def buttons(arrangement: Arrangement, steps: list[str]) -> list[dict[str, Any]]:
    """The buttons of the open steps; the first is what is asked now."""
    shown = [name for name in _LABELS if name in steps]
    return [_button(arrangement, name, primary=place == 0) for place, name in enumerate(shown)]


def _button(arrangement: Arrangement, name: str, *, primary: bool) -> dict[str, Any]:
    label, icon, method = _LABELS[name]
    if arrangement.kind == ArrangementKind.MONTH:
        label = _OF_MONTHS.get(name, label)
    page = _PAGES.get(name)
    args: list[Any] = [arrangement.pk] if page else [arrangement.pk, name]
    confirm = _("After publication every change is a numbered addendum. Publish now?") if name == "publish" else ""
    return {
        "label": label(),
        "icon": icon,
        "method": method,
        "url": reverse(f"planning:{page or 'arrangement_step'}", args=args),
        "primary": primary,
        "confirm": confirm,
        "version": arrangement.version if method == "post" else None,
    }


def review_page(arrangement: Arrangement, user: Any, *, current: str, today: date) -> dict[str, Any]:
    """What was published, and what is said of it so far. The cursor stands on `current` while nothing is said of that
    entry, then on the next open one, so that one key after the other goes through the list."""
    entries = entries_of(arrangement, user)
    open_ones = [entry for entry in entries if not entry.outcome]
    place = next((n for n, entry in enumerate(entries) if str(entry.pk) == current), 0)
    following = (entry for entry in [*entries[place:], *entries[:place]] if not entry.outcome)
    return {
        "arrangement": arrangement,
        "is_week": arrangement.kind == ArrangementKind.WEEK,
        "entries": entries,
        "current": next(following, None),
        "open": len(open_ones),
        "past": sum(entry.on <= today for entry in open_ones),
        "counts": [(label, sum(entry.outcome == value for entry in entries)) for value, label in EntryOutcome.choices],
        "today": today,
    }


def entry_page(entry: Entry, user: Any, *, today: date) -> dict[str, Any]:
    """Everything on the page of an entry: its facts, what became of it, and the buttons."""
    others = Entry.objects.visible_to(user).standing().filter(arrangement=entry.arrangement_id, on=entry.on)
    found = [clash for clash in clashes(others) if entry.pk in (clash.first.pk, clash.second.pk)]
    return {
        "entry": entry,
        "arrangement": entry.arrangement,
        "clashes": found,
        "today": today,
        "steps": entry_buttons(entry, user),
        "events": Event.objects.about(entry)[:EVENTS],
        "unrecognised": unrecognised(entry.leaders, entry.place),
        "newer": Entry.objects.filter(replaces=entry).first(),
    }


def entry_buttons(entry: Entry, user: Any) -> list[dict[str, Any]]:
    """Change and discard before publication, change and withdraw by addendum after it."""
    steps = open_steps(STEPS, MAY, entry.arrangement, user)
    if not entry.is_standing or not by_right_of(user, lambda person: owns_entry(person, entry)):
        return []
    change = {"label": _("Change"), "icon": "edit", "method": "get", "primary": True}
    change["url"] = reverse("planning:entry_change", args=[entry.pk])
    drop = {"icon": "x", "danger": True}
    if "supplement" in steps:
        url = reverse("planning:entry_withdraw", args=[entry.pk])
        return [change, drop | {"label": _("Withdraw"), "method": "get", "url": url}]
    if "discard" in steps:
        url = reverse("planning:entry_discard", args=[entry.pk])
        more = {"label": _("Discard"), "method": "post", "url": url, "version": entry.version}
        return [change, drop | more]
    return []
