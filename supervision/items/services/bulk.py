"""One step on many items."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from secretariat.errors import Refused
from supervision.items.models import SupervisionItem


@dataclass
class Bulk:
    """What a step on many items came to: how many were done, and why others were left out."""

    done: int = 0
    left_out: list[tuple[str, str]] = field(default_factory=list)

    def words(self) -> str:
        """One sentence for both."""
        said = ngettext("Done: %(n)d item.", "Done: %(n)d items.", self.done) % {"n": self.done}
        if not self.left_out:
            return said
        why = _("; ").join(f"{title} ({reason})" for title, reason in self.left_out[:5])
        return said + " " + _("Left out %(n)d: %(why)s") % {"n": len(self.left_out), "why": why}


def in_bulk(act: Callable[..., Any], items: Iterable[SupervisionItem], *, by: Any, on: date, **told: Any) -> Bulk:
    """Take one step on each of these items, every one in its own transaction; all are `told` the same."""
    result = Bulk()
    for item in items:
        try:
            act(item.pk, by=by, on=on, **told)
        except Refused as refusal:
            result.left_out.append((str(item), str(refusal)))
        except PermissionDenied:
            result.left_out.append((str(item), _("this step is not yours")))
        else:
            result.done += 1
    return result
