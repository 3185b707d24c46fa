"""The addresses of the house and three pages that fail."""

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.urls import path

from secretariat.urls import urlpatterns as house


def broken(request):
    raise RuntimeError("broken on purpose")


def forbidden(request):
    raise PermissionDenied


def suspicious(request):
    raise SuspiciousOperation


urlpatterns = [*house, path("broken/", broken), path("forbidden/", forbidden), path("suspicious/", suspicious)]
