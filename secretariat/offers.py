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


@dataclass(frozen=True)
class WeekEntry:
    """Something that takes place on a day: an answer to WEEK. `url` is a path of this site."""

    on: date
    at: time | None
    title: str
    place: str
    url: str
    note: str = ""


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
