"""Administration of jobs: looked at, never changed."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from secretariat.jobs.models import Job


@admin.register(Job)
class JobAdmin(admin.ModelAdmin):
    list_display = ["name", "nominal_at", "state", "percent", "attempts", "finished_at", "asked_by"]
    list_filter = ["state", "name"]
    list_select_related = ["asked_by"]
    date_hierarchy = "nominal_at"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
