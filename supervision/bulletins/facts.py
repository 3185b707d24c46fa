"""How the facts of an issue are read: a figure is a list of rows, so that its count equals its rows (rule 44).

The facts are plain JSON. `figures` holds lists of item ids, `rows` the cells of each item as they were, `rates` which
figure is divided by which, `before` the values of the last issue, `changed` the values before the last compiling,
`sections` the sentences with the places of figures in them and the tables with the figure each of them lists.
`imprint` is added at the signing: what stands around the text.
"""

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

DASH = "—"
BEFORE = "before."

Facts: TypeAlias = Mapping[str, Any]

# What each figure counts, for the page that shows its rows.
LABELS = {
    "all": gettext_lazy("Matters in this issue"),
    "filed": gettext_lazy("Filed in the period"),
    "completed": gettext_lazy("Completed in the period"),
    "open": gettext_lazy("Open at the end of the period"),
    "late": gettext_lazy("Overdue and not done"),
    "judged": gettext_lazy("Done, or overdue and not done"),
    "on_time": gettext_lazy("Done on time"),
    "done_late": gettext_lazy("Done late"),
    "on_time_rate": gettext_lazy("On-time rate"),
    "extended": gettext_lazy("Extended in the period"),
    "returned": gettext_lazy("Returned for rework in the period"),
    "decisions": gettext_lazy("Decisions of meetings"),
    "decisions_done": gettext_lazy("Decisions carried out"),
    "decisions_dropped": gettext_lazy("Decisions merged into another matter or terminated"),
    "decisions_open": gettext_lazy("Decisions being carried out"),
    "lagging": gettext_lazy("Matters that lag behind"),
    "reviewed": gettext_lazy("Overdue in the last issue"),
    "reviewed_done": gettext_lazy("Overdue in the last issue, done since"),
    "reviewed_dropped": gettext_lazy("Overdue in the last issue, merged or terminated since"),
    "reviewed_open": gettext_lazy("Overdue in the last issue, still open"),
}


def codes(facts: Facts) -> list[str]:
    """Every figure of the issue, rates last."""
    return [*facts.get("figures", {}), *facts.get("rates", {})]


def ids(facts: Facts, code: str) -> list[int]:
    """The items that a figure counts; those of a rate are the ones it divides by. Raises KeyError for no figure."""
    rate = facts.get("rates", {}).get(code)
    found: list[int] = facts["figures"][rate["of"] if rate else code]
    return found


def rows(facts: Facts, code: str) -> list[dict[str, str]]:
    """The rows that a figure counts, with their cells as they were. Raises KeyError for no figure."""
    return [facts["rows"][str(pk)] for pk in ids(facts, code)]


def value(facts: Facts, code: str) -> str:
    """A figure as it is printed: the number of its rows, or a rate in percent (rule 41).

    `before.` in front asks for the value in the last issue. Raises KeyError for no figure.
    """
    if code.startswith(BEFORE):
        return str(facts["before"]["values"][code.removeprefix(BEFORE)])
    rate = facts.get("rates", {}).get(code)
    if rate is None:
        return str(len(ids(facts, code)))
    return _rate(len(facts["figures"][rate["kept"]]), len(facts["figures"][rate["of"]]), rate["sample"])


def values(facts: Facts) -> dict[str, str]:
    """Every figure as it is printed."""
    return {code: value(facts, code) for code in codes(facts)}


def changes(old: Facts, new: Facts) -> dict[str, str]:
    """The figures whose value in `new` is another than before, with the value before.

    What an earlier compiling changed stays marked until the figure is what it was: a run that is made twice must not
    wipe out the marks.
    """
    before = values(old) | old.get("changed", {})
    return {code: before[code] for code, now in values(new).items() if before.get(code, now) != now}


def _rate(kept: int, n: int, sample: int) -> str:
    if n == 0:
        return DASH
    return f"{100 * kept / n:.1f}%" if n >= sample else _("too few to tell")


class Values(Mapping[str, Any]):
    """The values of the figures, to be set into a sentence with %."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    def __getitem__(self, code: str) -> Any:
        return value(self.facts, code)

    def __iter__(self) -> Iterator[str]:
        return iter(codes(self.facts))

    def __len__(self) -> int:
        return len(codes(self.facts))
