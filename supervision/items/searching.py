"""Search over items that does not read every row: the index leaves few, and LIKE looks at those again."""

from collections.abc import Iterable

from django.contrib.postgres.fields.array import ArrayContains  # type: ignore[attr-defined]
from django.db.models import Q, Value

from secretariat.people.models import Department
from supervision.items.grams import COLUMNS, ItemGrams, WordGrams


def matches(word: str, units: Iterable[Department], *, indexed: bool = True) -> Q:
    """Items with `word` in title, requirement or number, or led by one of `units` that is called so.

    Where every row is looked at anyway, the index is of no use, and asking for it (`indexed`) is dear.
    """
    exact = Q()
    for column in COLUMNS:
        exact |= Q(**{f"{column}__icontains": word})
    named = [unit.pk for unit in units if word.casefold() in f"{unit.name}\n{unit.short_name}".casefold()]
    if indexed:
        exact &= Q(ArrayContains(ItemGrams(*COLUMNS), WordGrams(Value(word))))
    return exact | Q(lead__in=named) if named else exact
