"""Giving out numbers."""

from dataclasses import dataclass

from django.db import transaction

from secretariat.numbering.models import Counter, NumberKind


@dataclass(frozen=True)
class Number:
    """A number of the office: `n` within `year` (0 = through all years), and as it is written."""

    year: int
    n: int
    text: str


def take(code: str, *, year: int) -> Number:
    """The next number of the kind `code` in `year` (rule 21).

    The counter row stays locked until the issuing transaction ends, so that an aborted one gives its number back:
    unique, without gaps. Raises RuntimeError outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a number is taken inside the transaction that issues it")
    kind = NumberKind.objects.get(code=code)
    Counter.objects.bulk_create([Counter(kind=kind, year=year)], ignore_conflicts=True)
    counter = Counter.objects.select_for_update().get(kind=kind, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return Number(year, counter.last, kind.pattern.format(year=year, n=counter.last))
