"""Addresses of the statistics."""

from django.urls import path

from supervision.statistics import views

urlpatterns = [
    path("", views.page, name="statistics"),
    path("export/", views.page_export, name="statistics_export"),
]
