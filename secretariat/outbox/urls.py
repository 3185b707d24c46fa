"""Addresses of the dry run of the reminders, and of what leaves the house."""

from django.urls import path

from secretariat.outbox import views

app_name = "outbox"
urlpatterns = [
    path("reminders/", views.reminders, name="reminders"),
    path("reminders/<str:key>/suppress/", views.suppress, name="suppress"),
    path("suppressions/<int:pk>/lift/", views.lift, name="lift"),
    path("deliveries/", views.deliveries, name="deliveries"),
    path("deliveries/<int:pk>/again/", views.send_again, name="send_again"),
    path("deliveries/again/<slug:code>/", views.send_all_again, name="send_all_again"),
]
