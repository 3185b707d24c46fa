"""Addresses of the warning rule and of past lights."""

from django.urls import path

from supervision.lights import views

urlpatterns = [
    path("rules/", views.rule_list, name="rule_list"),
    path("rules/enter/", views.rule_enter, name="rule_enter"),
    path("of-item/<int:pk>/", views.item_light, name="item_light"),
]
