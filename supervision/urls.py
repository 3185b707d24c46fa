"""Addresses of supervision."""

from django.urls import include, path

app_name = "supervision"
urlpatterns = [
    path("items/", include("supervision.items.urls")),
    path("lights/", include("supervision.lights.urls")),
    path("statistics/", include("supervision.statistics.urls")),
    path("bulletins/", include("supervision.bulletins.urls")),
]
