"""Addresses of the ledger and of its items."""

from django.urls import path

from supervision.items import draft_views, register_views, source_views, views

urlpatterns = [
    path("", views.item_list, name="item_list"),
    path("new/", views.item_new, name="item_new"),
    path("bulk/", views.item_bulk, name="item_bulk"),
    path("extensions/", views.extension_list, name="extension_list"),
    path("extensions/<int:pk>/<slug:step>/", views.extension_step, name="extension_step"),
    path("archive/", views.archive, name="item_archive"),
    path("archive/<int:year>/", views.archive_year, name="item_archive_year"),
    path("of-decision/<int:pk>/", source_views.items_of_decision, name="items_of_decision"),
    path("from-decision/<int:pk>/", source_views.item_open, name="item_open"),
    path("of-plan-item/<int:pk>/", source_views.items_of_plan_item, name="items_of_plan_item"),
    path("from-plan-item/<int:pk>/", source_views.item_open_planned, name="item_open_planned"),
    path("from-consultation/<int:pk>/", source_views.item_open_consulted, name="item_open_consulted"),
    path("from-instruction/<int:pk>/", source_views.item_open_instructed, name="item_open_instructed"),
    path("came-of/<slug:source>/<int:pk>/", source_views.came_of, name="came_of"),
    path("decisions/", register_views.decision_register, name="decision_register"),
    path("decisions/export/", register_views.decision_register_export, name="decision_register_export"),
    path("from-meeting/<int:pk>/", source_views.item_open_all, name="item_open_all"),
    path("<int:pk>/", views.item_detail, name="item_detail"),
    path("<int:pk>/kin/", views.item_kin, name="item_kin"),
    path("<int:pk>/edit/", views.item_edit, name="item_edit"),
    path("<int:pk>/<slug:step>/draft/", draft_views.item_draft, name="item_draft"),
    path("<int:pk>/<slug:step>/", views.item_step, name="item_step"),
]
