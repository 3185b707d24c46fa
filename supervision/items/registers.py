"""Causes of delay as a sheet."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy

from secretariat.registers import RegisterResource
from supervision.items.models import CauseCode


class CauseResource(RegisterResource):
    """Causes of delay, known by their words."""

    titles: ClassVar[dict[str, Any]] = {**RegisterResource.titles, "name": gettext_lazy("cause")}

    class Meta(RegisterResource.Meta):
        model = CauseCode
