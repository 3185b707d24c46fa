"""Minutes that were issued outside: their pasted text as the facts of a paper, with nothing added to it."""

from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.translation import pgettext

from planning.meetings.body import body_of, issued_on
from planning.meetings.composing import Facts, issue_line, issuer, masthead
from planning.meetings.models import Meeting


def outside_facts(meeting: Meeting, *, on: date) -> Facts:
    """What the paper of pasted minutes says: their own words, marked as a text that is kept of what was issued outside.

    Who received and printed them is not known here: the paper has no imprint. It bears the day that stands below the
    text; where none does, the day `on` which they are published.
    """
    title, paragraphs = body_of(meeting.minutes, number=meeting.number)
    with translation.override(settings.LANGUAGE_CODE):
        return {
            "is_outside": True,
            "label": pgettext("mark on a paper", "Issued outside, text kept"),
            "masthead": masthead(meeting),
            "issuer": issuer(meeting),
            "copy_to": "",
            "issue_line": issue_line(meeting),
            "date": str(issued_on(meeting.minutes) or on),
            "title": title or str(meeting),
            "opening": paragraphs,
            "lines": [],
            "present": [],
            "leave": [],
            "observers": [],
            "file_name": f"{masthead(meeting)}{issue_line(meeting)}",
        }
