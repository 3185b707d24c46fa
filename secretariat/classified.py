"""Refuses texts that bear a mark of classification: this house is not for state secrets (rule 50)."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from secretariat.errors import Refused
from secretariat.patterns import regex

# Official print sets the two characters of a mark apart (机 密★1年); older fonts write the traditional forms.
_MARK = r"(?:秘\s*密|[机機]\s*密|[绝絕]\s*密)"
_STAR = r"[★☆✩✭✮✯⭐]"
_TERM = r"(?:长期|(?:\d+|[一二三四五六七八九十两]+)\s*(?:年|个月|月|日|天))"
_OPENING = r"[\s\[\](){}<>《》〈〉【】〔〕「」『』“”\"'‘’·*_-]*"

# 国家秘密 and 商业秘密 are words of the law, not marks, even where a number of years follows.
_MARKED = regex(
    rf"{_MARK}\s*{_STAR}"
    rf"|(?<!国家)(?<!商业){_MARK}[\s·:,、-]*{_TERM}"
    rf"|密\s*级\s*:{_OPENING}{_MARK}"
    rf"|\A{_OPENING}{_MARK}"
    rf"|^{_OPENING}{_MARK}{_OPENING}$",
    re.MULTILINE,
)


def is_classified(text: str) -> bool:
    """Whether `text` bears a mark: before a star or a term, after 密级:, at the head, or alone in a line (rule 50)."""
    return _MARKED.search(_plain(text)) is not None


def refuse_classified(*texts: str, field: str | None = None) -> None:
    """Raises Refused where one of `texts` bears a mark; the message says nothing of the text (rule 50)."""
    if any(is_classified(text) for text in texts):
        raise Refused(
            _(
                "The text bears a mark of classification. Classified matter must not be entered in this system; "
                "nothing of it was kept."
            ),
            field=field,
        )


def unmarked(text: object) -> None:
    """A validator of form fields: raises ValidationError where the text bears a mark (rule 50)."""
    try:
        refuse_classified(text if isinstance(text, str) else "")
    except Refused as refusal:
        raise ValidationError(str(refusal), code="classified") from refusal


def _plain(text: str) -> str:
    # Full-width forms become ordinary ones; characters without width could split a mark unseen.
    folded = unicodedata.normalize("NFKC", text)
    unseen = {ord(character) for character in set(folded) if unicodedata.category(character) == "Cf"}
    return folded.translate(dict.fromkeys(unseen)) if unseen else folded
