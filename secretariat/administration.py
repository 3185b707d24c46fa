"""Our face of Django's administration: its name, one way in and one place where a password is changed."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache


class Administration(AdminSite):
    """People enter by the log-in of the house, so that lock-out and log hold here, too."""

    site_header = site_title = _("Secretariat administration")
    index_title = _("All records")
    site_url = "/"

    @method_decorator(never_cache)
    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """The log-in page; whoever has logged in and may not enter is told so instead of being sent in a circle."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next") or request.path.removesuffix("login/"))

    def _build_app_dict(self, request: HttpRequest, label: Any = None) -> dict[str, Any]:
        """The records as Django lists them beside every page; sorting, it would word each name anew for each look."""
        found: dict[str, Any] = super()._build_app_dict(request, label)  # type: ignore[misc]
        for one in (model for app in found.values() for model in (app, *app.get("models", []))):
            one["name"] = str(one["name"])
        return found

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """The one page on which people change their password."""
        return redirect("password_change")

    def logout(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """The log-out of the house asks for a POST of its own."""
        return redirect("home")
