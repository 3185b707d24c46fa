"""First passwords for many people at once: asked for in their list, answered once as a sheet to hand out."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.errors import Refused
from secretariat.people import services
from secretariat.people.models import User
from secretariat.people.queries import CAN_LOG_IN, WITHOUT_PASSWORD
from secretariat.people.rules import administers
from secretariat.sheets import XLSX, write_xlsx

# As many as the list shows on a page: a password takes long to hash, on purpose.
MOST = 50


class CanLogIn(admin.SimpleListFilter):
    """Those who have a password, or those who wait for their first."""

    title = gettext_lazy("can log in")
    parameter_name = CAN_LOG_IN

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", gettext_lazy("Yes")), ("no", gettext_lazy("Not yet: no password"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        if self.value() not in ("yes", "no"):
            return queryset
        wanted = WITHOUT_PASSWORD if self.value() == "no" else ~WITHOUT_PASSWORD
        return queryset.filter(wanted, is_active=True)


class HandsOutPasswords(admin.ModelAdmin):
    """The action of the list of people, with its question and its sheet."""

    def has_log_ins_permission(self, request: HttpRequest) -> bool:
        """Who may change the passwords of others."""
        return administers(request.user) and self.has_change_permission(request)

    @admin.action(description=gettext_lazy("Give first passwords …"), permissions=["log_ins"])
    def give_first_passwords(self, request: HttpRequest, people: QuerySet[User]) -> Any:
        chosen = list(people[: MOST + 1])
        if len(chosen) > MOST:
            words = _("At most %(n)d people at once: choose fewer.") % {"n": MOST}
            return self.message_user(request, words, messages.ERROR)
        given, left_out = _parted(chosen, by=request.user)
        if given and "confirmed" in request.POST:
            return _sheet([(person, services.give_first_password(person, by=request.user)) for person in given])
        context = {
            **self.admin_site.each_context(request),
            "title": _("Give first passwords"),
            "opts": self.opts,
            "given": given,
            "left_out": left_out,
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/secretariat/user/first_passwords.html", context)


def _parted(people: Iterable[User], *, by: Any) -> tuple[list[User], list[tuple[User, str]]]:
    """Who gets a password, and who does not with the reason."""
    given, left_out = [], []
    for person in people:
        try:
            services.check_first_password(person, by=by)
        except Refused as refusal:
            left_out.append((person, str(refusal)))
        else:
            given.append(person)
    return given, left_out


def _sheet(passwords: Iterable[tuple[User, str]]) -> FileResponse:
    header = [_("full name"), _("unit"), _("staff number"), _("one-time password")]
    rows = [[str(person), str(person.department or ""), person.username, word] for person, word in passwords]
    title = _("First passwords")
    file = write_xlsx(title, header, rows)
    return FileResponse(file, as_attachment=True, filename=f"{title}.xlsx", content_type=XLSX)
