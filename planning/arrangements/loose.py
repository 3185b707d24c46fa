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
    return dict(loose_parts(arrangement).values())


def loose_parts(arrangement: Arrangement) -> dict[str, tuple[str, date]]:
    """The same by names for forms, which are no words of any language."""
    with translation.override(settings.LANGUAGE_CODE):
        return _parts(arrangement)


def loose_choices(arrangement: Arrangement) -> list[tuple[str, str]]:
    """Those names, each with its words in the language that holds."""
    return [(name, words) for name, (words, _last) in _parts(arrangement).items()]


def _parts(arrangement: Arrangement) -> dict[str, tuple[str, date]]:
    first, last = arrangement.first_on, arrangement.last_on
    if arrangement.kind == ArrangementKind.WEEK:
        return {"within": (pgettext("instead of a day", "within the week"), last)}
    return {
        "first": (pgettext("instead of a day", "first ten days"), first + _TEN - _DAY),
        "second": (pgettext("instead of a day", "second ten days"), first + 2 * _TEN - _DAY),
        "last": (pgettext("instead of a day", "last days of the month"), last),
        "within": (pgettext("instead of a day", "within the month"), last),
    }


def within(arrangement: Arrangement) -> str:
    """The words for the whole of it (本月内)."""
    return list(loose_days(arrangement))[-1]
