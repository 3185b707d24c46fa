"""Every address of the site, drawer by drawer."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("secretariat.portal.urls")),
    path("planning/", include("planning.urls")),
    path("supervision/", include("supervision.urls")),
    path("workdays/", include("secretariat.workdays.urls")),
    path("outbox/", include("secretariat.outbox.urls")),
    path("files/", include("secretariat.attachments.urls")),
    path("lists/", include("secretariat.lists.urls")),
    path("log/", include("secretariat.audit.urls")),
    path("admin/", admin.site.urls),
]
