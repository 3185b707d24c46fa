"""Addresses of the pages that belong to no drawer."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from secretariat.portal import account_views, checklist_views, desk_views, phone_views, views

urlpatterns = [
    path("", desk_views.home, name="home"),
    path("dashboard/", desk_views.dashboard, name="dashboard"),
    path("today/", phone_views.today, name="today"),
    path("week/", phone_views.week, name="week"),
    path("my-work/", desk_views.my_work, name="my_work"),
    path("login/", account_views.LogIn.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("password/", account_views.ChangePassword.as_view(), name="password_change"),
    path("stay/", account_views.stay, name="stay"),
    path("language/", views.set_language, name="set_language"),
    path("theme/", account_views.set_theme, name="set_theme"),
    path("me/", account_views.me, name="me"),
    path("me/delegations/new/", account_views.delegation_give, name="delegation_give"),
    path("me/delegations/<int:pk>/revoke/", account_views.delegation_revoke, name="delegation_revoke"),
    path("people/<int:pk>/leave/", account_views.person_leave, name="person_leave"),
    path("platform/<slug:slug>/", views.platform, name="platform"),
    path("platform/<slug:slug>/counts/", views.counts, name="counts"),
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/read/", views.inbox_read_all, name="inbox_read_all"),
    path("inbox/<int:pk>/open/", views.inbox_open, name="inbox_open"),
    path("checklist/", checklist_views.checklist, name="checklist"),
    path("checklist/mail/", checklist_views.checklist_mail, name="checklist_mail"),
    path("search/", views.search, name="search"),
    path("health/live", views.live, name="health_live"),
    path("health/ready", views.ready, name="health_ready"),
]
