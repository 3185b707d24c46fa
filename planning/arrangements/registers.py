"""Rooms and vehicles as sheets."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy
from import_export.fields import Field

from planning.arrangements.models import Room, Vehicle
from secretariat.registers import RegisterResource, Whole


class ResourceResource(RegisterResource):
    """What can be booked, known by its name."""

    titles: ClassVar[dict[str, Any]] = {
        "name": gettext_lazy("name"),
        "seats": gettext_lazy("seats"),
        "note": gettext_lazy("note"),
        "order": gettext_lazy("order"),
        "is_active": gettext_lazy("in use"),
    }

    seats = Field(attribute="seats", widget=Whole())

    class Meta(RegisterResource.Meta):
        fields = ("name", "seats", "note", "order", "is_active")


class RoomResource(ResourceResource):
    class Meta(ResourceResource.Meta):
        model = Room


class VehicleResource(ResourceResource):
    class Meta(ResourceResource.Meta):
        model = Vehicle
