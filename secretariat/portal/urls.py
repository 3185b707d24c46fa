"""Addresses of the pages that belong to no drawer."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from secretariat.portal import checklist_views, desk_views, views

urlpatterns = [
    path("", desk_views.home, name="home"),
    path("dashboard/", desk_views.dashboard, name="dashboard"),
    path("my-work/", desk_views.my_work, name="my_work"),
    path("login/", views.LogIn.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("password/", views.ChangePassword.as_view(), name="password_change"),
    path("language/", views.set_language, name="set_language"),
    path("me/", views.me, name="me"),
    path("platform/<slug:slug>/", views.platform, name="platform"),
    path("platform/<slug:slug>/counts/", views.counts, name="counts"),
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/read/", views.inbox_read_all, name="inbox_read_all"),
    path("inbox/<int:pk>/open/", views.inbox_open, name="inbox_open"),
    path("checklist/", checklist_views.checklist, name="checklist"),
    path("search/", views.search, name="search"),
    path("health/live", views.live, name="health_live"),
    path("health/ready", views.ready, name="health_ready"),
]
