"""The sections of an issue: their headings, their sentences with the places of figures, their tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from supervision.bulletins.facts import ids
from supervision.bulletins.queries import Period
from supervision.bulletins.wording import day_words, period_words, sentence

# code, heading: in the order in which they are printed.
SECTIONS = (
    ("overview", gettext_lazy("Overview")),
    ("decisions", gettext_lazy("Carrying out the decisions of meetings")),
    ("late", gettext_lazy("Comments on what lags behind")),
    ("review", gettext_lazy("Looking back on the last issue")),
    ("next", gettext_lazy("What is asked for next")),
    ("annex", gettext_lazy("Annex")),
)
ANNEX = "annex"


@dataclass(frozen=True)
class Table:
    """A table that lists the rows of one figure: the keys of its cells with the heads of its columns.

    `widths` are points on paper, so that a number or a date stays on one line; without them the paper finds its own.
    """

    figure: str
    columns: tuple[tuple[str, str], ...]
    caption: str = ""
    widths: tuple[int, ...] = ()


def sections_of(facts: Mapping[str, Any], period: Period) -> list[dict[str, Any]]:
    """What the facts say, section by section, as JSON. `%(code)s` in a sentence is the place of a figure."""
    words = {"period": period_words(period.first_on, period.last_on), "end": _end(period)}
    writers = {"overview": _overview, "decisions": _decisions, "late": _late, "review": _review, ANNEX: _annex}
    found = []
    for code, heading in SECTIONS:
        sentences, table = writers[code](facts, words) if code in writers else ([], None)
        found.append({"code": code, "heading": str(heading), "sentences": sentences, "table": _json(table)})
    return found


def _overview(facts: Mapping[str, Any], words: Mapping[str, str]) -> tuple[list[str], Table | None]:
    filed = sentence(
        _(
            "In %(period)s, %(filed)s matters were filed and %(completed)s completed. On %(end)s, %(open)s were open, "
            "of which %(late)s overdue."
        ),
        **words,
    )
    changed = sentence(_("%(extended)s were extended and %(returned)s returned for rework."))
    return [filed, _rate(facts), changed], None


def _rate(facts: Mapping[str, Any]) -> str:
    """The sums, and the rate where there is enough to tell (rule 41)."""
    judged = len(ids(facts, "judged"))
    if not judged:
        return _("Nothing was done or fell due in the period, so there is no on-time rate.")
    sums = _(
        "Of %(judged)s matters done or overdue, %(on_time)s were done on time, %(done_late)s done late and "
        "%(late)s not done; "
    )
    if judged < facts["rates"]["on_time_rate"]["sample"]:
        return sentence(sums + _("they are too few for an on-time rate."))
    return sentence(sums + _("the on-time rate is %(on_time_rate)s.")) + _before(facts)


def _before(facts: Mapping[str, Any]) -> str:
    last = facts.get("before")
    if not last or not last["values"]["on_time_rate"].endswith("%"):
        return ""
    return sentence(_(" In the last issue (%(name)s) it was %(before.on_time_rate)s."), name=last["name"])


def _decisions(facts: Mapping[str, Any], words: Mapping[str, str]) -> tuple[list[str], Table | None]:
    if not ids(facts, "decisions"):
        return [_("No decision of a meeting was to be carried out in the period.")], None
    text = _(
        "%(decisions)s decisions of meetings were followed: %(decisions_done)s are carried out, "
        "%(decisions_open)s are being carried out."
    )
    dropped = _("%(decisions_dropped)s were merged into another matter or terminated.")
    sentences = [sentence(text), *([sentence(dropped)] if ids(facts, "decisions_dropped") else [])]
    columns = (
        ("number", pgettext("column of a bulletin", "Number")),
        ("title", pgettext("column of a bulletin", "Decision")),
        ("lead", pgettext("column of a bulletin", "Lead unit")),
        ("due", pgettext("column of a bulletin", "Due date")),
        ("progress", pgettext("column of a bulletin", "How it stands")),
    )
    return sentences, Table("decisions", columns)


def _late(facts: Mapping[str, Any], words: Mapping[str, str]) -> tuple[list[str], Table | None]:
    if not ids(facts, "lagging"):
        return [_("Nothing lags behind.")], None
    text = _(
        "%(lagging)s matters lag behind: on %(end)s, %(late)s were overdue and not done; %(done_late)s were done late "
        "in the period."
    )
    columns = (
        ("number", pgettext("column of a bulletin", "Number")),
        ("title", pgettext("column of a bulletin", "Matter")),
        ("lead", pgettext("column of a bulletin", "Responsible unit")),
        ("dates", pgettext("column of a bulletin", "Due date")),
        ("days", pgettext("column of a bulletin", "Working\ndays late")),
        ("cause", pgettext("column of a bulletin", "Cause")),
    )
    return [sentence(text, **words)], Table("lagging", columns, widths=(84, 84, 62, 82, 41, 89))


def _review(facts: Mapping[str, Any], words: Mapping[str, str]) -> tuple[list[str], Table | None]:
    if "before" not in facts:
        return [_("No earlier issue has been signed, so there is nothing to look back on.")], None
    name = facts["before"]["name"]
    if not ids(facts, "reviewed"):
        return [sentence(_("The last issue (%(name)s) named nothing overdue."), name=name)], None
    text = _(
        "The last issue (%(name)s) named %(reviewed)s matters overdue: %(reviewed_done)s are done, %(reviewed_open)s "
        "are still open."
    )
    dropped = _("%(reviewed_dropped)s were merged into another matter or terminated.")
    sentences = [sentence(text, name=name), *([sentence(dropped)] if ids(facts, "reviewed_dropped") else [])]
    columns = (
        ("number", pgettext("column of a bulletin", "Number")),
        ("title", pgettext("column of a bulletin", "Matter")),
        ("lead", pgettext("column of a bulletin", "Responsible unit")),
        ("then", pgettext("column of a bulletin", "Late in the last issue")),
        ("now", pgettext("column of a bulletin", "Now")),
    )
    return sentences, Table("reviewed", columns)


def _annex(facts: Mapping[str, Any], words: Mapping[str, str]) -> tuple[list[str], Table | None]:
    caption = sentence(_("Annex: matters followed in %(period)s (%(all)s in all)"), **words)
    columns = (
        ("number", pgettext("column of a bulletin", "Number")),
        ("title", pgettext("column of a bulletin", "Matter")),
        ("source", pgettext("column of a bulletin", "Source")),
        ("lead", pgettext("column of a bulletin", "Lead unit")),
        ("due", pgettext("column of a bulletin", "Due date")),
        ("state", pgettext("column of a bulletin", "State")),
    )
    return [], Table("all", columns, caption, widths=(84, 98, 82, 62, 62, 54))


def _end(period: Period) -> str:
    return day_words(period.end, year=period.first_on.year)


def _json(table: Table | None) -> dict[str, Any] | None:
    if table is None:
        return None
    return {
        "figure": table.figure,
        "caption": table.caption,
        "columns": [list(column) for column in table.columns],
        "widths": list(table.widths),
    }
