"""Addresses of this drawer."""

from django.urls import path

from planning.arrangements.views import entries, papers, pasting, periods, review

urlpatterns = [
    path("arrangements/", periods.arrangement_list, name="arrangement_list"),
    path("arrangements/open/", periods.arrangement_open, name="arrangement_open"),
    path("arrangements/<int:pk>/", periods.arrangement_detail, name="arrangement_detail"),
    path("arrangements/<int:pk>/entry/", entries.entry_new, name="entry_new"),
    path("arrangements/<int:pk>/paste/", pasting.arrangement_paste, name="arrangement_paste"),
    path("arrangements/<int:pk>/confirm/", pasting.arrangement_confirm, name="arrangement_confirm"),
    path("arrangements/<int:pk>/review/", review.arrangement_review, name="arrangement_review"),
    path("arrangements/<int:pk>/review/rest/", review.arrangement_review_rest, name="arrangement_review_rest"),
    path("arrangements/<int:pk>/leave-out/", entries.arrangement_leave_out, name="arrangement_leave_out"),
    path("arrangements/<int:pk>/<slug:form>.<slug:ending>", papers.arrangement_file, name="arrangement_file"),
    path("arrangements/<int:pk>/<slug:step>/", periods.arrangement_step, name="arrangement_step"),
    path("arrangements/entries/<int:pk>/", entries.entry_detail, name="entry_detail"),
    path("arrangements/entries/<int:pk>/change/", entries.entry_change, name="entry_change"),
    path("arrangements/entries/<int:pk>/withdraw/", entries.entry_withdraw, name="entry_withdraw"),
    path("arrangements/entries/<int:pk>/review/", review.entry_review, name="entry_review"),
    path("arrangements/entries/<int:pk>/settle/<slug:outcome>/", review.entry_settle, name="entry_settle"),
    path("arrangements/entries/<int:pk>/discard/", entries.entry_discard, name="entry_discard"),
]
