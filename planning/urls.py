"""Addresses of planning."""

from django.urls import include, path

app_name = "planning"
urlpatterns = [
    path("", include("planning.arrangements.urls")),
    path("", include("planning.consultations.urls")),
    path("", include("planning.meetings.urls")),
    path("", include("planning.plans.urls")),
]
