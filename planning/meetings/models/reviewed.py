"""What a meeting knows of the way of its minutes through review (审签)."""

from typing import Any

from django.db import models
from django.utils.functional import cached_property


class Reviewed(models.Model):
    """Whose signature the minutes of a meeting wait for, and who submitted them."""

    class Meta:
        abstract = True

    @property
    def is_noted(self) -> bool:
        """Whether the meeting was begun and noted here, so that its minutes are drafted from the notes."""
        return getattr(self, "sitting", None) is not None

    @property
    def submitters(self) -> set[int | None]:
        """Ids of whoever submitted the minutes, and in whose name: others sign them."""
        sitting = getattr(self, "sitting", None)
        return {sitting.submitted_by_id, sitting.submitted_behalf_id} - {None} if sitting else set()

    @cached_property
    def route(self) -> list[Any]:
        """Who signs these minutes, in order, as it stood when they were submitted; empty where any one leader does."""
        return list(self.signers.all()) if self.is_noted else []  # type: ignore[attr-defined]

    @property
    def missing(self) -> list[Any]:
        """Those on the route who have not signed yet, in their order."""
        return [one for one in self.route if one.approval_id is None]

    @property
    def turn(self) -> Any | None:
        """The first of them: the others wait."""
        return next(iter(self.missing), None)
