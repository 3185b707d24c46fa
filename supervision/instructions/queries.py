"""Reads for the pages of instructions."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from supervision.instructions.models import Instruction

SUGGESTED = 20


def listed(user: Any) -> QuerySet[Instruction]:
    """The instructions a person may see, newest first, each with how many items came of it."""
    kept = Q(items__isnull=False, items__deleted_at=None)
    found = Instruction.objects.visible_to(user).annotate(came=Count("items", filter=kept, distinct=True))
    return found.order_by("-given_on", "-pk")  # type: ignore[no-any-return]


def names_used(user: Any) -> list[str]:
    """The leaders of the instructions that a person may see, those of whom there are most first."""
    seen = Instruction.objects.visible_to(user).order_by().values("leader").annotate(n=Count("pk"))
    return list(seen.order_by("-n", "leader").values_list("leader", flat=True)[:SUGGESTED])


def years(user: Any) -> list[int]:
    """The years of which there are instructions, newest first."""
    return [day.year for day in Instruction.objects.visible_to(user).dates("given_on", "year", order="DESC")]
