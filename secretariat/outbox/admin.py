"""Administration of notices and deliveries, which are looked at, and of the reminder rules, which are set."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from secretariat.outbox import services
from secretariat.outbox.models import Delivery, Notice, ReminderRule
from secretariat.records import RecordAdmin


@admin.register(Delivery)
class DeliveryAdmin(RecordAdmin):
    list_display = ["key", "recipient", "day", "state", "attempts", "due_at", "sent_at", "error"]
    list_filter = ["state", "channel"]
    list_select_related = ["recipient"]
    date_hierarchy = "day"
    actions = ["send_again"]

    def has_send_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("secretariat.change_delivery")

    @admin.action(description=_("Send the failed ones again"), permissions=["send"])
    def send_again(self, request: HttpRequest, chosen: "QuerySet[Delivery]") -> None:
        count = services.send_again(chosen.values_list("pk", flat=True), by=request.user)  # type: ignore[arg-type]
        said = ngettext("%(n)d mail will be sent again", "%(n)d mails will be sent again", count)
        self.message_user(request, said % {"n": count})


@admin.register(Notice)
class NoticeAdmin(RecordAdmin):
    list_display = ["title", "kind", "recipient", "day", "is_urgent", "created_at", "read_at"]
    list_filter = ["kind", "is_urgent"]
    list_select_related = ["recipient"]
    search_fields = ["title", "key"]
    date_hierarchy = "day"


@admin.register(ReminderRule)
class ReminderRuleAdmin(admin.ModelAdmin):
    list_display = ["ladder", "offset", "audience", "valid_from", "valid_until"]
    list_filter = ["ladder", "audience"]
