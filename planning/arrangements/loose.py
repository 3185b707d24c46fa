"""What may be said instead of a day: a part of the month or week of an arrangement, in the language of the house."""

from datetime import date, timedelta

from django.conf import settings
from django.utils import translation
from django.utils.translation import pgettext

from planning.arrangements.models import Arrangement, ArrangementKind

_TEN = timedelta(days=10)
_DAY = timedelta(days=1)


def loose_days(arrangement: Arrangement) -> dict[str, date]:
    """The words (上旬, 本月内) and the last day that each of them means; the whole comes last."""
    with translation.override(settings.LANGUAGE_CODE):
        return dict(_parts(arrangement))


def loose_choices(arrangement: Arrangement) -> list[tuple[str, str]]:
    """The words, each with what it is called in the language that holds."""
    called = (label for label, _last in _parts(arrangement))
    return list(zip(loose_days(arrangement), called, strict=True))


def _parts(arrangement: Arrangement) -> list[tuple[str, date]]:
    first, last = arrangement.first_on, arrangement.last_on
    if arrangement.kind == ArrangementKind.WEEK:
        return [(pgettext("instead of a day", "within the week"), last)]
    return [
        (pgettext("instead of a day", "first ten days"), first + _TEN - _DAY),
        (pgettext("instead of a day", "second ten days"), first + 2 * _TEN - _DAY),
        (pgettext("instead of a day", "last days of the month"), last),
        (pgettext("instead of a day", "within the month"), last),
    ]


def within(arrangement: Arrangement) -> str:
    """The words for the whole of it (本月内)."""
    return list(loose_days(arrangement))[-1]
