"""Addresses of files."""

from django.urls import path

from secretariat.attachments import views

urlpatterns = [
    path("<uuid:uid>/", views.attachment_download, name="attachment"),
]
