"""Addresses of this drawer."""

from django.urls import path

from planning.meetings.views import decisions, meetings, minutes, series

series_urls = [
    path("series/", series.series_list, name="series_list"),
    path("series/new/", series.series_found, name="series_found"),
    path("series/preview/", series.series_preview, name="series_preview"),
    path("series/<int:pk>/", series.series_detail, name="series_detail"),
]

meeting_urls = [
    path("meetings/", meetings.meeting_list, name="meeting_list"),
    path("meetings/<int:pk>/", meetings.meeting_detail, name="meeting_detail"),
    path("meetings/<int:pk>/move/", meetings.meeting_move, name="meeting_move"),
    path("meetings/<int:pk>/cancel/", meetings.meeting_cancel, name="meeting_cancel"),
    path("meetings/<int:pk>/restore/", meetings.meeting_restore, name="meeting_restore"),
    path("meetings/<int:pk>/paste/", minutes.meeting_paste, name="meeting_paste"),
    path("meetings/<int:pk>/publish/", minutes.meeting_publish, name="meeting_publish"),
    path("meetings/<int:pk>/confirm/", decisions.decision_confirm_all, name="decision_confirm_all"),
]

decision_urls = [
    path("meetings/decisions/<int:pk>/", decisions.decision_line, name="decision_line"),
    path("meetings/decisions/<int:pk>/correct/", decisions.decision_correct, name="decision_correct"),
    path("meetings/decisions/<int:pk>/gather/", decisions.decision_gather, name="decision_gather"),
    path("meetings/decisions/<int:pk>/confirm/", decisions.decision_confirm, name="decision_confirm"),
    path("meetings/decisions/<int:pk>/not-track/", decisions.decision_not_track, name="decision_not_track"),
    path("meetings/decisions/<int:pk>/reopen/", decisions.decision_reopen, name="decision_reopen"),
]

urlpatterns = series_urls + meeting_urls + decision_urls
