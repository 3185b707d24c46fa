"""Who was at a meeting, as its minutes name them."""

import re
from dataclasses import dataclass

from planning.meetings.models import Meeting

_BETWEEN = re.compile(r"[、，,；;。\n]+")


@dataclass(frozen=True)
class Attended:
    """The names under 出席, 请假 and 列席, in their order; a name may carry its office or its reason."""

    present: tuple[str, ...]
    leave: tuple[str, ...] = ()
    observers: tuple[str, ...] = ()


def attended(meeting: Meeting) -> Attended:
    """Who was at the meeting: its chair, and those who belong to every meeting of the series."""
    standing = [name.strip() for name in _BETWEEN.split(meeting.series.participants) if name.strip()]
    return Attended(present=tuple(dict.fromkeys([meeting.chair, *standing])))
