"""Addresses of urging."""

from django.urls import path

from supervision.urging import views

urlpatterns = [
    path("of-item/<int:pk>/", views.urging_of_item, name="urging_of_item"),
    path("of-item/<int:pk>/urge/", views.urge, name="urge"),
    path("of-item/<int:pk>/slip/", views.slip_issue, name="slip_issue"),
    path("urges/bulk/", views.urge_bulk, name="urge_bulk"),
    path("urges/<int:pk>/answer/", views.urge_answer, name="urge_answer"),
    path("", views.slip_list, name="slip_list"),
    path("<int:pk>/", views.slip_detail, name="slip_detail"),
    path("<int:pk>/file.<slug:ending>", views.slip_file, name="slip_file"),
    path("<int:pk>/<slug:step>/", views.slip_step, name="slip_step"),
]
