"""Addresses of the event log."""

from django.urls import path

from secretariat.audit import views

urlpatterns = [
    path("", views.log, name="log"),
    path("export/", views.log_export, name="log_export"),
    path("<int:pk>/record/", views.log_subject, name="log_subject"),
]
