"""Addresses of the reports that are asked for."""

from django.urls import path

from supervision.reports import views

urlpatterns = [
    path("", views.report_list, name="report_list"),
    path("<int:pk>/", views.report_send, name="report_send"),
    path("of-item/<int:pk>/", views.item_coverage, name="item_coverage"),
    path("of-item/<int:pk>/ask/<int:unit_pk>/", views.report_ask, name="report_ask"),
]
