"""Addresses of supervision."""

from django.urls import include, path

app_name = "supervision"
urlpatterns = [
    path("items/", include("supervision.items.urls")),
    path("slips/", include("supervision.urging.urls")),
    path("instructions/", include("supervision.instructions.urls")),
    path("reports/", include("supervision.reports.urls")),
    path("lights/", include("supervision.lights.urls")),
    path("statistics/", include("supervision.statistics.urls")),
    path("bulletins/", include("supervision.bulletins.urls")),
]
