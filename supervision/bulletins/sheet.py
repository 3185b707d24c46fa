"""An issue on the screen: the same sections as on paper, every figure a link to its rows as they were."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from supervision.bulletins import facts as reading
from supervision.bulletins import queries
from supervision.bulletins.facts import BEFORE, Facts
from supervision.bulletins.models import Issue
from supervision.bulletins.paper import Passage, imprint_of, passages
from supervision.bulletins.states import IssueState


@dataclass(frozen=True)
class Part:
    """A section for the page: what is printed, with its figures as links."""

    passage: Passage
    sentences: list[SafeString]
    caption: SafeString
    columns: list[list[str]]
    rows: list[list[tuple[str, str]]]


@dataclass(frozen=True)
class Sheet:
    """What the page shows of an issue; of a signed one nothing but what was frozen."""

    imprint: Facts
    parts: list[Part]


def imprint_for(issue: Issue, *, on: Any) -> Facts:
    """What stands around the text: frozen, or as it would be if the issue were signed on `on`."""
    frozen: Facts | None = issue.facts.get("imprint")
    if issue.state == IssueState.ISSUED and frozen:
        return frozen
    return imprint_of(issue, prose=queries.prose_of(issue), on=on)


def sheet_of(issue: Issue, *, on: Any) -> Sheet:
    """The sheet in the language of the paper, whatever the language of the page."""
    imprint = imprint_for(issue, on=on)
    with translation.override(settings.LANGUAGE_CODE):
        return Sheet(imprint, [_part(issue, passage) for passage in passages(issue.facts, imprint)])


def _part(issue: Issue, passage: Passage) -> Part:
    links = Links(issue)
    table = passage.table or {"figure": "", "columns": [], "caption": ""}
    listed = reading.rows(issue.facts, table["figure"]) if passage.table else []
    return Part(
        passage=passage,
        sentences=[linked(sentence, links) for sentence in passage.sentences],
        caption=linked(table["caption"], links),
        columns=table["columns"],
        rows=[[(head, row[key]) for key, head in table["columns"]] for row in listed],
    )


def linked(sentence: str, links: "Links") -> SafeString:
    """A sentence with its figures as links; everything else in it is escaped."""
    return mark_safe(escape(sentence) % links)


class Links(Mapping[str, SafeString]):
    """The figures of an issue as links to their rows, with the old value where the last compiling changed it."""

    def __init__(self, issue: Issue) -> None:
        self.issue = issue

    def __getitem__(self, code: str) -> SafeString:
        facts = self.issue.facts
        of_last = code.startswith(BEFORE)
        issue_id = facts["before"]["issue"] if of_last else self.issue.pk
        url = reverse("supervision:issue_figure", args=[issue_id, code.removeprefix(BEFORE)])
        was = facts.get("changed", {}).get(code)
        link = format_html('<a class="s-cited" href="{}">{}</a>', url, reading.value(facts, code))
        if was is None:
            return link
        return format_html('<mark class="s-changed">{}<small>{}</small></mark>', link, _("was %(old)s") % {"old": was})

    def __iter__(self) -> Iterator[str]:
        return iter(reading.codes(self.issue.facts))

    def __len__(self) -> int:
        return len(reading.codes(self.issue.facts))
