"""Addresses of this drawer."""

from django.urls import path

from planning.arrangements import views

urlpatterns = [
    path("arrangements/", views.arrangement_list, name="arrangement_list"),
    path("arrangements/open/", views.arrangement_open, name="arrangement_open"),
    path("arrangements/<int:pk>/", views.arrangement_detail, name="arrangement_detail"),
    path("arrangements/<int:pk>/entry/", views.entry_new, name="entry_new"),
    path("arrangements/<int:pk>/paste/", views.arrangement_paste, name="arrangement_paste"),
    path("arrangements/<int:pk>/confirm/", views.arrangement_confirm, name="arrangement_confirm"),
    path("arrangements/<int:pk>/<slug:step>/", views.arrangement_step, name="arrangement_step"),
    path("arrangements/entries/<int:pk>/", views.entry_detail, name="entry_detail"),
    path("arrangements/entries/<int:pk>/change/", views.entry_change, name="entry_change"),
    path("arrangements/entries/<int:pk>/withdraw/", views.entry_withdraw, name="entry_withdraw"),
    path("arrangements/entries/<int:pk>/discard/", views.entry_discard, name="entry_discard"),
]
