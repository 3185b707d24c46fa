"""Arrangements and what belongs to them, to be read; rooms, vehicles and limits, to be kept by the administrator."""

from typing import Any

from django.contrib import admin

from planning.arrangements.models import Addendum, Arrangement, DayLimit, Entry, NilReturn, Room, Vehicle
from planning.arrangements.registers import RoomResource, VehicleResource
from planning.arrangements.services import restore_entry
from secretariat.records import Discarded, RecordAdmin, RecordedAdmin, Restorable
from secretariat.resources import SheetAdmin


class DiscardedEntries(Discarded):
    column = "discarded_at"


@admin.register(Arrangement)
class ArrangementAdmin(RecordAdmin):
    list_display = ["__str__", "kind", "first_on", "cut_off_at", "state", "opened_by"]
    list_filter = ["kind", "state"]
    list_select_related = ["opened_by"]
    search_fields = ["opened_by__name"]
    date_hierarchy = "first_on"


@admin.register(Entry)
class EntryAdmin(Restorable, RecordAdmin):
    list_display = ["activity", "on", "day_words", "half_day", "starts_at", "unit", "place", "is_late", "discarded_at"]
    list_filter = [DiscardedEntries, "half_day", "is_late", "outcome", "unit"]
    list_select_related = ["unit"]
    search_fields = ["activity", "place", "leaders", "unit__name", "unit_words"]
    date_hierarchy = "on"

    def restore_row(self, pk: int, *, by: Any) -> Any:
        return restore_entry(pk, by=by)


@admin.register(Addendum)
class AddendumAdmin(RecordAdmin):
    list_display = ["arrangement", "number", "reason", "issued_at", "issued_by"]
    list_select_related = ["arrangement", "issued_by"]
    search_fields = ["reason"]


@admin.register(NilReturn)
class NilReturnAdmin(RecordAdmin):
    list_display = ["arrangement", "unit", "given_by", "given_at"]
    list_select_related = ["arrangement", "unit", "given_by"]
    search_fields = ["unit__name"]


@admin.register(DayLimit)
class DayLimitAdmin(RecordedAdmin):
    list_display = ["__str__", "per_leader", "per_day"]
    search_fields = ["per_leader", "per_day"]

    def has_add_permission(self, request: Any) -> bool:
        """One row holds for the house, and a new house has it."""
        return False


class ResourceAdmin(SheetAdmin, RecordedAdmin):
    list_display = ["name", "seats", "note", "order", "is_active"]
    list_filter = ["is_active"]
    search_fields = ["name", "note"]


@admin.register(Room)
class RoomAdmin(ResourceAdmin):
    resource_classes = (RoomResource,)


@admin.register(Vehicle)
class VehicleAdmin(ResourceAdmin):
    resource_classes = (VehicleResource,)
