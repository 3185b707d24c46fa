"""Addresses of the official calendar."""

from django.urls import path

from secretariat.workdays import views

app_name = "workdays"
urlpatterns = [
    path("", views.calendar, name="calendar"),
    path("<int:year>/", views.calendar, name="year"),
    path("import/", views.calendar_import, name="import"),
    path("dates/", views.date_list, name="dates"),
    path("dates/<int:pk>/<slug:step>/", views.date_step, name="date_step"),
]
