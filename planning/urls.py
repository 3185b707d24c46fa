"""Addresses of planning."""

from django.urls import include, path

app_name = "planning"
urlpatterns = [
    path("", include("planning.meetings.urls")),
    path("", include("planning.plans.urls")),
]
