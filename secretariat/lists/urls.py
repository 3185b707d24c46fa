"""Addresses of saved views."""

from django.urls import path

from secretariat.lists import views

app_name = "lists"
urlpatterns = [
    path("<slug:name>/views/new/", views.view_new, name="view_new"),
    path("views/<int:pk>/", views.view_change, name="view_change"),
    path("views/<int:pk>/delete/", views.view_delete, name="view_delete"),
]
