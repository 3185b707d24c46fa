"""Addresses of this drawer."""

from django.urls import path

from planning.consultations import views

urlpatterns = [
    path("consultations/", views.consultation_list, name="consultation_list"),
    path("consultations/paste/", views.programme_paste, name="programme_paste"),
    path("consultations/confirm/", views.programme_confirm, name="programme_confirm"),
    path("consultations/<int:pk>/", views.consultation_detail, name="consultation_detail"),
    path("consultations/<int:pk>/date/", views.consultation_date, name="consultation_date"),
    path("consultations/<int:pk>/correct/", views.consultation_correct, name="consultation_correct"),
    path("consultations/<int:pk>/cancel/", views.consultation_cancel, name="consultation_cancel"),
    path("consultations/<int:pk>/<slug:step>/", views.consultation_step, name="consultation_step"),
    path("consultations/<int:pk>/checkpoints/<slug:kind>/<slug:step>/", views.checkpoint_step, name="checkpoint_step"),
]
