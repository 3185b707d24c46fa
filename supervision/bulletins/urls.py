"""Addresses of this drawer."""

from django.urls import path

from supervision.bulletins import downloads, views

urlpatterns = [
    path("", views.issue_list, name="issue_list"),
    path("compile/", views.issue_compile, name="issue_compile"),
    path("compile/<int:pk>/", views.issue_compiling, name="issue_compiling"),
    path("of-item/<int:pk>/", views.issues_of_item, name="issues_of_item"),
    path("<int:pk>/", views.issue_detail, name="issue_detail"),
    path("<int:pk>/edit/", views.issue_edit, name="issue_edit"),
    path("<int:pk>/recompile/", views.issue_recompile, name="issue_recompile"),
    path("<int:pk>/submit/", views.issue_submit, name="issue_submit"),
    path("<int:pk>/return/", views.issue_return, name="issue_return"),
    path("<int:pk>/approve/", views.issue_approve, name="issue_approve"),
    path("<int:pk>/sign/", views.issue_sign, name="issue_sign"),
    path("<int:pk>/figures/<slug:code>/", views.issue_figure, name="issue_figure"),
    path("<int:pk>/docx/", downloads.issue_download_docx, name="issue_download_docx"),
    path("<int:pk>/pdf/", downloads.issue_download_pdf, name="issue_download_pdf"),
    path("<int:pk>/preview/", downloads.issue_preview_pdf, name="issue_preview_pdf"),
]
