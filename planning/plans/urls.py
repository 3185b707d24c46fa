"""Addresses of plans, their items and their imports."""

from django.urls import path

from planning.plans.views import imports, items, plans

urlpatterns = [
    path("plans/", plans.plan_list, name="plan_list"),
    path("plans/import/", imports.plan_import, name="plan_import"),
    path("plans/import/<int:pk>/", imports.plan_import_run, name="plan_import_run"),
    path("plans/import/<int:pk>/confirm/", imports.plan_import_confirm, name="plan_import_confirm"),
    path("plans/import/<int:pk>/discard/", imports.plan_import_discard, name="plan_import_discard"),
    path("plans/import/<int:pk>/undo/", imports.plan_import_undo, name="plan_import_undo"),
    path("plans/import/<int:pk>/failed/", imports.plan_import_failed, name="plan_import_failed"),
    path("plans/items/<int:pk>/", items.plan_item, name="plan_item"),
    path("plans/items/<int:pk>/<slug:step>/", items.plan_item_step, name="plan_item_step"),
    path("plans/<int:pk>/", plans.plan_detail, name="plan_detail"),
    path("plans/<int:pk>/year/", plans.plan_year, name="plan_year"),
    path("plans/<int:pk>/<slug:step>/", plans.plan_step, name="plan_step"),
]
