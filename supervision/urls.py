"""Addresses of supervision."""

from django.urls import include, path

app_name = "supervision"
urlpatterns = [
    path("items/", include("supervision.items.urls")),
    path("reports/", include("supervision.reports.urls")),
    path("bulletins/", include("supervision.bulletins.urls")),
]
