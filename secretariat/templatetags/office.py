"""Icons, lights, states, people and dates: how they look is decided here and in templates/components/."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

from secretariat.audit import labels
from secretariat.daywords import day_said, day_short

register = template.Library()

DASH = "—"

# light → (word, icon): colour, word and icon always come together.
LIGHTS: dict[str, tuple[Promise | str, str]] = {
    "green": (pgettext_lazy("light", "On course"), "ok"),
    "yellow": (pgettext_lazy("light", "Due soon"), "warn"),
    "orange": (pgettext_lazy("light", "Pressing"), "urgent"),
    "red": (pgettext_lazy("light", "Overdue"), "late"),
    "grey": (pgettext_lazy("light", "Closed"), "closed"),
    "none": (DASH, ""),
}

# state → (icon, somebody is at work on it now)
STATES: dict[str, tuple[str, bool]] = {
    "draft": ("edit", False),
    "drafting": ("edit", True),
    "planned": ("cal", False),
    "fixed": ("check", True),
    "begun": ("meet", True),
    "signed": ("stamp", True),
    "deferred": ("pause", False),
    "finished": ("closed", False),
    "scheduled": ("cal", True),
    "held": ("meet", True),
    "pending": ("circle", True),
    "submitted": ("send", True),
    "adopted": ("stamp", True),
    "collecting": ("inbox", True),
    "coordinating": ("half", True),
    "closed": ("closed", False),
    "previewed": ("eye", True),
    "undone": ("undo", False),
    "proposed": ("circle", True),
    "asked": ("circle", True),
    "filed": ("flag", False),
    "dispatched": ("circle", False),
    "in_progress": ("half", True),
    "under_review": ("eye", True),
    "review": ("eye", True),
    "leader_review": ("stamp", True),
    "confirmed": ("check", False),
    "tracked": ("link", False),
    "completed": ("ok", False),
    "granted": ("ok", False),
    "issued": ("ok", False),
    "published": ("ok", False),
    "signed_off": ("closed", False),
    "not_filed": ("dash", False),
    "not_tracked": ("dash", False),
    "refused": ("x", False),
    "sent": ("clock", True),
    "raised": ("warn", True),
    "objected": ("warn", True),
    "replied": ("eye", True),
    "accepted": ("ok", False),
    "suspended": ("pause", False),
    "leave": ("pause", False),
    "archived": ("book", False),
    "merged": ("link", False),
    "terminated": ("x", False),
    "cancelled": ("x", False),
    "withdrawn": ("x", False),
}


# ── Icons, lights, states ────────────────────────────────────────────────────────────────────────────────────────────
@register.simple_tag
def icon(name: str, size: str = "", **attributes: str) -> SafeString:
    """One of our drawings; `size` "sm" is 14 px. `class` adds classes. It is decoration: say the same in words."""
    return _drawing(name, " ".join(filter(None, ["i", f"i-{size}" if size else "", attributes.get("class", "")])))


@lru_cache(maxsize=1000)
def _drawing(name: str, classes: str) -> SafeString:
    # A ledger shows hundreds of them.
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#i-{}"/></svg>', classes, static("icons.svg"), name
    )


@register.inclusion_tag("components/light.html")
def light(value: str, words: Any = "") -> dict[str, Any]:
    """The badge of a light; `words` stand in place of the light's own word."""
    word, drawing = LIGHTS[value]
    return {"light": value, "words": words or word, "icon": drawing}


@register.inclusion_tag("components/light.html")
def light_left(lateness: Any, due_on: date | None = None, on: date | None = None) -> dict[str, Any]:
    """The badge of a light that says the working days left or late."""
    word, drawing = LIGHTS[lateness.light]
    return {"light": lateness.light, "words": left_words(lateness, due_on, on) or word, "icon": drawing}


@register.inclusion_tag("components/left.html")
def left(lateness: Any, due_on: date | None = None, on: date | None = None) -> dict[str, Any]:
    """Working days left or late, in the colour of the light."""
    return {"light": lateness.light, "words": left_words(lateness, due_on, on)}


def left_words(lateness: Any, due_on: date | None = None, on: date | None = None) -> str:
    """Working days left or late in words, as `workdays.lateness` found them (rule 10); empty where no clock runs."""
    if lateness.light == "red":
        days = lateness.days_late
        # 0 days late is late by rest days only: no working day has passed since the due date.
        late = ngettext("%(n)d working day late", "%(n)d working days late", days) % {"n": days}
        return late if days else _("Past the due date")
    days = lateness.days_left
    if days is None:
        return ""
    if days:
        return ngettext("%(n)d working day left", "%(n)d working days left", days) % {"n": days}
    if due_on and on and due_on > on:
        return _("Due on a rest day")
    return _("Due today")


@register.inclusion_tag("components/stalled.html")
def stalled_mark(title: Any = "") -> dict[str, Any]:
    """The mark of a matter that has gone quiet (rule 11); `title` says since when."""
    return {"title": title}


@register.inclusion_tag("components/state.html")
def state_badge(record: Any) -> dict[str, Any]:
    """The state of any record with `state` and its choices, with its icon."""
    drawing, is_now = STATES.get(record.state, ("circle", False))
    return {"words": record.get_state_display(), "icon": drawing, "is_now": is_now}


@register.inclusion_tag("components/tag.html")
def tag(words: Any, tone: str = "") -> dict[str, Any]:
    """A small label; tones accent, plum (extension, addendum), red, amber, solid."""
    return {"words": words, "tone": tone}


@register.inclusion_tag("components/provisional.html")
def provisional(on: date | None = None, calendar: Any = None) -> dict[str, Any]:
    """The mark of a date that depends on a year whose calendar is not imported (rule 7).

    Without a calendar the mark is always there; with one only where `on` is a day of such a year.
    """
    return {"shown": calendar is None or bool(on and calendar.is_provisional(on))}


# ── People and units ─────────────────────────────────────────────────────────────────────────────────────────────────
@register.inclusion_tag("components/person.html")
def person(user: Any, unit: bool = False) -> dict[str, Any]:
    """A person's name, with the unit where asked; a dash for nobody."""
    return {"person": user, "with_unit": unit}


@register.simple_tag
def unit(department: Any, full: bool = False) -> SafeString:
    """A unit by its short name, the whole one on hover; `full` for prose."""
    if not department:
        return format_html('<span class="s-quiet">{}</span>', DASH)
    if full or department.short == department.name:
        return format_html("{}", department.name)
    return format_html('<span title="{}">{}</span>', department.name, department.short)


@register.simple_tag
def units(departments: Iterable[Any], full: bool = False) -> SafeString:
    """Several units, separated as the language separates."""
    separator = pgettext("between the items of a list", ", ")
    return format_html_join(separator, "{}", ((unit(found, full),) for found in departments)) or unit(None)


# ── Dates and times ──────────────────────────────────────────────────────────────────────────────────────────────────
def _local(value: date | datetime) -> date | datetime:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


@register.filter
def day(value: date | datetime | None, on: date | None = None) -> str:
    """For tables: 11-27; with the year where it is not the year of `on`, or of the day on which the page is read."""
    return day_short(_local(value), on or timezone.localdate()) if value else DASH


@register.filter
def said(value: Any) -> Any:
    """A day as in tables; whatever else is said stays as it is."""
    return day(value) if isinstance(value, date) else value


@register.filter
def day_full(value: date | datetime | None) -> str:
    """2026-11-27."""
    return date_format(_local(value), "Y-m-d") if value else DASH


@register.filter
def day_prose(value: date | datetime | None) -> str:
    """For prose: 27 Nov, as the language writes it; with the year where it is not the one in which the page is read."""
    return day_said(_local(value), timezone.localdate()) if value else DASH


@register.filter
def day_long(value: date | datetime | None) -> str:
    """For prose: 27 Nov 2026, as the language writes it."""
    return date_format(_local(value), pgettext("date with year", "j M Y")) if value else DASH


@register.filter
def from_meeting(days: int) -> str:
    """Working days counted from a meeting: 15 working days before it, 7 after it (rule 32)."""
    if days < 0:
        return ngettext("%(n)d working day before", "%(n)d working days before", -days) % {"n": -days}
    return ngettext("%(n)d working day after", "%(n)d working days after", days) % {"n": days}


@register.filter
def weekday(value: date | datetime | None) -> str:
    """Friday."""
    return date_format(_local(value), "l") if value else ""


@register.filter
def weekday_short(value: date | datetime | None) -> str:
    """Fri."""
    if not value:
        return ""
    names = [
        pgettext("weekday", "Mon"),
        pgettext("weekday", "Tue"),
        pgettext("weekday", "Wed"),
        pgettext("weekday", "Thu"),
        pgettext("weekday", "Fri"),
        pgettext("weekday", "Sat"),
        pgettext("weekday", "Sun"),
    ]
    return names[_local(value).weekday()]


@register.filter
def moment(value: datetime | None) -> str:
    """Day and time in a log: 11-20 8:30, local time; the year as in `day`."""
    return f"{day(value)} {clock(value)}" if value else DASH


@register.filter
def clock(value: Any) -> str:
    """8:30, of a moment in local time or of a time of day."""
    if not value:
        return DASH
    return date_format(_local(value), "G:i") if isinstance(value, datetime) else time_format(value, "G:i")


@register.filter
def minutes(value: timedelta) -> int:
    """A length of time in whole minutes."""
    return int(value.total_seconds() // 60)


# ── Lists ────────────────────────────────────────────────────────────────────────────────────────────────────────────
@register.filter
def page_numbers(paginator: Any, number: int) -> Iterable[Any]:
    """The page numbers to show beside `number`, with an ellipsis where some are left out."""
    return paginator.get_elided_page_range(number, on_each_side=2, on_ends=1)  # type: ignore[no-any-return]


# ── Words ────────────────────────────────────────────────────────────────────────────────────────────────────────────
@register.filter
def dash(value: Any) -> Any:
    """A dash where there is nothing to say."""
    return DASH if value in (None, "") else value


@register.filter
def verb_label(verb: str) -> str:
    """What a verb of the event log is called."""
    return labels.verb_label(verb)


@register.inclusion_tag("components/history.html")
def history(events: Iterable[Any]) -> dict[str, Any]:
    """Audit events as a table: when, who (on whose behalf), what, and the note."""
    return {"events": events}
