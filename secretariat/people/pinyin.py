"""Names as they are sorted: by pinyin."""

import os

from secretariat.late import late

# Its dictionary of phrases takes as long to load as all the rest, and names are no phrases.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")

pypinyin = late("pypinyin")


def pinyin_of(name: str) -> str:
    """The sort key of a name, as long as its column holds."""
    return " ".join(pypinyin.lazy_pinyin(name))[:60]
