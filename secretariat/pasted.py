"""Text as people paste it out of mails, web pages and Word."""

import re

_BREAKS = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
# Soft hyphens, marks of width nothing and of direction: nobody sees them, and they part words.
_UNSEEN = re.compile(r"[\xad\u200b-\u200f\u2060\ufeff]")


def normalised(text: str) -> str:
    """The text with one kind of line break, and without what nobody sees."""
    return _UNSEEN.sub("", _BREAKS.sub("\n", text))
