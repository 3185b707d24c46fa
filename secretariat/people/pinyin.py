"""Names as they are sorted: by pinyin."""

import os

# Its dictionary of phrases takes as long to load as all the rest, and names are no phrases.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")

from pypinyin import lazy_pinyin


def pinyin_of(name: str) -> str:
    """The sort key of a name, as long as its column holds."""
    return " ".join(lazy_pinyin(name))[:60]
