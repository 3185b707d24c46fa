"""Addresses of the ledger and of its items."""

from django.urls import path

from supervision.items import draft_views, import_views, ledger_views, register_views, source_views, views

urlpatterns = [
    path("", ledger_views.item_list, name="item_list"),
    path("new/", views.item_new, name="item_new"),
    path("bulk/", ledger_views.item_bulk, name="item_bulk"),
    path("tabs/", ledger_views.item_tabs, name="item_tabs"),
    path("export/", ledger_views.item_export, name="item_export"),
    path("import/", import_views.item_import, name="item_import"),
    path("import/template/", import_views.item_import_template, name="item_import_template"),
    path("import/<int:pk>/", import_views.item_import_run, name="item_import_run"),
    path("import/<int:pk>/confirm/", import_views.item_import_confirm, name="item_import_confirm"),
    path("import/<int:pk>/discard/", import_views.item_import_discard, name="item_import_discard"),
    path("import/<int:pk>/undo/", import_views.item_import_undo, name="item_import_undo"),
    path("import/<int:pk>/failed/", import_views.item_import_failed, name="item_import_failed"),
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
    path("<int:pk>/preview/", ledger_views.item_preview, name="item_preview"),
    path("<int:pk>/kin/", views.item_kin, name="item_kin"),
    path("<int:pk>/edit/", views.item_edit, name="item_edit"),
    path("<int:pk>/<slug:step>/draft/", draft_views.item_draft, name="item_draft"),
    path("<int:pk>/<slug:step>/", views.item_step, name="item_step"),
]
