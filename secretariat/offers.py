"""How a lower drawer asks a question and upper drawers answer it, without either importing the other."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from enum import Enum
from typing import Any

Answer = Callable[..., list[Any]]


class Question(Enum):
    """Every question that may be asked; answers are plain dataclasses with a link, never models."""

    REMINDERS = "reminders"  # outbox asks for the lines of a day: a pure read
    WEEK = "week"  # the desk and the arrangement ask for dated entries
    MONTH = "month"  # the arrangement of a month asks for what is planned for it, besides
    WHEREABOUTS = "whereabouts"  # the arrangement asks where what it has taken in stands now
    TAKEN = "taken"  # meetings asks what else takes up a room or leaders at a time
    DAYS = "days"  # the telephone asks what a person's days hold: with whom, and what is the person's own part
    AGENDA = "agenda"  # meetings asks what came of the decisions of a series, for its next agenda
    TASKS = "tasks"  # 我的待办 asks what a person has to do by when
    ENCLOSURES = "enclosures"  # the mail of a notice asks what belongs to it
    MATTERS = "matters"  # meetings asks which item elsewhere follows a decision, by words of it
    CALENDAR_CHANGED = "calendar_changed"  # workdays asks what depends on the days that an import changes (rule 7)


@dataclass(frozen=True)
class WeekEntry:
    """Something that takes place on a day: an answer to WEEK, and to MONTH, where it may have no day of its own: then
    `day_words` say when it is to be done, as they were written, and `on` is the last day for it.

    `url` is a path of this site; `unit_id` is the unit that does it, `unit` its short name. `words` say it as a
    published line does, with its verb, in the language of the house; empty where the title does so; `leaders` are the
    names of the leaders whom it takes up."""

    on: date
    at: time | None
    title: str
    place: str
    url: str
    note: str = ""
    unit_id: int | None = None
    unit: str = ""
    words: str = ""
    leaders: tuple[str, ...] = ()
    day_words: str = ""


@dataclass(frozen=True)
class Taken:
    """Something that needs the same room or leader at the same time: an answer to TAKEN (rule 36).

    `kind` is place or leader, `what` which; `url` is the page of what needs it, a path of this site.
    """

    kind: str
    what: str
    title: str
    url: str


@dataclass(frozen=True)
class Whereabouts:
    """Where something stands that an answer to WEEK told of earlier: an answer to WHEREABOUTS, by its `url`.

    What is cancelled keeps the day that it had; `reason` says why. With `is_day_only` time and place are not decided
    where it comes from.
    """

    url: str
    on: date
    at: time | None = None
    place: str = ""
    is_cancelled: bool = False
    reason: str = ""
    is_day_only: bool = False


@dataclass(frozen=True)
class DayEntry:
    """Something that takes place on a day, as a person carries it in the pocket: an answer to DAYS.

    `half` is the half of the day where no time is set. `people` says with whom, `part` what the person does there;
    empty where they only may know of it. `url` is a path of this site. Whoever gathers entries of others (WEEK) answers
    here with what stands nowhere else.
    """

    on: date
    at: time | None
    title: str
    url: str
    place: str = ""
    people: str = ""
    part: str = ""
    is_away: bool = False
    half: str = ""


@dataclass(frozen=True)
class AgendaEntry:
    """What a meeting should hear of: an answer to AGENDA, for a series, since its last meeting and until its next.

    `record` is the label of its model and its id; `why` says in words what makes it a line of the agenda.
    """

    record: tuple[str, int]
    title: str
    why: str
    url: str
    presenter: str = ""


@dataclass(frozen=True)
class MatterEntry:
    """An item that is followed somewhere: an answer to MATTERS. `record` is the label of its model and its id."""

    record: tuple[str, int]
    title: str
    text: str
    url: str


@dataclass(frozen=True)
class TouchedDate:
    """A date that a person set and that a changed calendar puts in question: an answer to CALENDAR_CHANGED (rule 7).

    `record` is the label of its model and its id. `why` is rest (the day is no working day any more), counted (the
    words that set it name another day now) or policy (the series puts it elsewhere); `words` names the holiday or the
    phrase. Without `suggested_on` it would not take place at all.
    """

    record: tuple[str, int]
    title: str
    on: date
    suggested_on: date | None
    why: str
    words: str = ""


@dataclass(frozen=True)
class Recomputed:
    """What follows a changed calendar by itself: the other answer to it (rule 7).

    `what` is light, reminder or report: the light, or the day of the next reminder or regular report.
    """

    record: tuple[str, int]
    title: str
    what: str
    before: str
    after: str


@dataclass(frozen=True)
class TaskLine:
    """Something that a person has to do: an answer to TASKS; `steps` are buttons for components/steps.html."""

    title: str
    url: str
    due_on: date | None
    text: str = ""
    why: str = ""
    steps: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True)
class Enclosure:
    """What goes with the mail of a notice: an answer to ENCLOSURES. `media` is its type, with parameters.

    A mail program that understands it shows it in place of the text: an entry for the calendar.
    """

    name: str
    media: str
    content: str


_answers: dict[Question, list[Answer]] = {question: [] for question in Question}


def answers(question: Question) -> Callable[[Answer], Answer]:
    """Decorator: this function answers `question`. Registering it twice is harmless."""

    def register(function: Answer) -> Answer:
        if function not in _answers[question]:
            _answers[question].append(function)
        return function

    return register


def ask(question: Question, **facts: Any) -> list[Any]:
    """All answers to `question`, in the order in which the drawers were loaded."""
    return [line for answer in _answers[question] for line in answer(**facts)]
