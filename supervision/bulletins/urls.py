"""Addresses of this drawer."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
