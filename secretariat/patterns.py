"""Regular expressions that are compiled when they are first used: no start of the house waits for hundreds of them."""

import re
from typing import Any, cast


def regex(source: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern, not compiled yet."""
    return cast("re.Pattern[str]", _Pattern(source, flags))


class _Pattern:
    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags, self.pattern = source, flags, source

    def __getattr__(self, name: str) -> Any:
        # Asked once for each name: kept here, search and match cost no more than those of the pattern itself.
        found = getattr(re.compile(self._source, self._flags), name)
        setattr(self, name, found)
        return found
