"""Addresses of this drawer."""

from django.urls import path

from planning.meetings.views import (
    agenda,
    attendance,
    decisions,
    drafting,
    meetings,
    minutes,
    minutes_files,
    notice,
    series,
    sitting,
    taking_up,
    topics,
)

series_urls = [
    path("series/", series.series_list, name="series_list"),
    path("series/new/", series.series_found, name="series_found"),
    path("series/preview/", series.series_preview, name="series_preview"),
    path("series/<int:pk>/", series.series_detail, name="series_detail"),
    path("series/<int:pk>/change/", series.series_change, name="series_change"),
    path("series/<int:pk>/change/preview/", series.series_change_preview, name="series_change_preview"),
    path("series/<int:pk>/end/", series.series_end, name="series_end"),
    path("series/<int:pk>/prepare/", series.series_prepare, name="series_prepare"),
    path("series/<int:pk>/route/", series.series_route, name="series_route"),
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

agenda_urls = [
    path("meetings/<int:pk>/agenda/", agenda.meeting_agenda, name="meeting_agenda"),
    path("meetings/<int:pk>/agenda/fix/", agenda.meeting_fix_agenda, name="meeting_fix_agenda"),
    path("meetings/<int:pk>/agenda/reopen/", agenda.meeting_reopen_agenda, name="meeting_reopen_agenda"),
    path("meetings/<int:pk>/agenda/add/", agenda.agenda_add, name="agenda_add"),
    path("meetings/<int:pk>/agenda/edit/", agenda.agenda_edit, name="agenda_edit"),
    path("meetings/<int:pk>/agenda/order/", agenda.agenda_arrange, name="agenda_arrange"),
    path("meetings/<int:pk>/agenda/line/<slug:verb>/", agenda.agenda_step, name="agenda_step"),
]

sitting_urls = [
    path("meetings/<int:pk>/mode/", sitting.meeting_mode, name="meeting_mode"),
    path("meetings/<int:pk>/mode/turn/", sitting.mode_turn, name="mode_turn"),
    path("meetings/<int:pk>/notes/add/", sitting.note_add, name="note_add"),
    path("meetings/notes/<int:pk>/edit/", sitting.note_edit, name="note_edit"),
    path("meetings/notes/<int:pk>/delete/", sitting.note_delete, name="note_delete"),
]

minutes_urls = [
    path("meetings/<int:pk>/do/<slug:step>/", drafting.meeting_do, name="meeting_do"),
    path("meetings/<int:pk>/draft/", drafting.minutes_draft, name="minutes_draft"),
    path("meetings/<int:pk>/return/", drafting.minutes_return, name="minutes_return"),
    path("meetings/<int:pk>/correct/", drafting.minutes_correct, name="minutes_correct"),
    path("meetings/<int:pk>/minutes/<slug:ending>/", minutes_files.minutes_file, name="minutes_file"),
    path("meetings/corrections/<int:pk>/<slug:ending>/", minutes_files.correction_file, name="correction_file"),
]

topic_urls = [
    path("topics/", topics.topic_list, name="topic_list"),
    path("topics/new/", topics.topic_new, name="topic_new"),
    path("topics/<int:pk>/", topics.topic_detail, name="topic_detail"),
    path("topics/<int:pk>/edit/", topics.topic_edit, name="topic_edit"),
    path("topics/<int:pk>/<slug:step>/", topics.topic_step, name="topic_step"),
]

attendance_urls = [
    path("series/<int:pk>/guests/", attendance.series_guests, name="series_guests"),
    path("meetings/<int:pk>/attendance/", attendance.meeting_attendance, name="meeting_attendance"),
    path("meetings/<int:pk>/attendance/came/", attendance.meeting_came, name="meeting_came"),
    path("meetings/<int:pk>/guests/", attendance.meeting_guests, name="meeting_guests"),
    path("meetings/leave/<int:pk>/<slug:step>/", attendance.leave_step, name="leave_step"),
]

notice_urls = [
    path("meetings/<int:pk>/notice/", notice.meeting_notice, name="meeting_notice"),
    path("meetings/<int:pk>/notice/file.<slug:ending>", notice.meeting_notice_file, name="meeting_notice_file"),
    path("meetings/<int:pk>/agenda/file.<slug:ending>", notice.meeting_agenda_file, name="meeting_agenda_file"),
    path("meetings/<int:pk>/calendar.ics", notice.meeting_calendar, name="meeting_calendar"),
]

taking_up_urls = [
    path("taken-up/", taking_up.taken_up, name="taken_up"),
    path("meetings/decisions/<int:pk>/take-up/", taking_up.decision_take_up, name="decision_take_up"),
    path("meetings/decisions/<int:pk>/take-up/item/", taking_up.decision_take_up_item, name="decision_take_up_item"),
]

guest_urls = attendance_urls + notice_urls + taking_up_urls
urlpatterns = series_urls + meeting_urls + guest_urls + decision_urls + agenda_urls + sitting_urls + minutes_urls
urlpatterns += topic_urls
