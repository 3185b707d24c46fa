"""Addresses of instructions."""

from django.urls import path

from supervision.instructions import views

urlpatterns = [
    path("", views.instruction_list, name="instruction_list"),
    path("new/", views.instruction_new, name="instruction_new"),
    path("<int:pk>/", views.instruction_detail, name="instruction_detail"),
    path("<int:pk>/correct/", views.instruction_correct, name="instruction_correct"),
    path("<int:pk>/not-track/", views.instruction_not_track, name="instruction_not_track"),
    path("<int:pk>/reopen/", views.instruction_reopen, name="instruction_reopen"),
]
