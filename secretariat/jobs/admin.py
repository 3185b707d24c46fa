"""Administration of jobs: looked at, never changed."""

from django.contrib import admin

from secretariat.jobs.models import Job
from secretariat.records import RecordAdmin


@admin.register(Job)
class JobAdmin(RecordAdmin):
    list_display = ("name", "nominal_at", "state", "percent", "attempts", "finished_at", "asked_by")
    list_filter = ("state", "name")
    list_select_related = ("asked_by",)
    search_fields = ("name", "asked_by__name")
    date_hierarchy = "nominal_at"
