"""Administration of notices and deliveries, which are looked at, and of the reminder rules, which are set."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from secretariat.outbox import groups, services
from secretariat.outbox.forms import ChatRobotForm
from secretariat.outbox.models import ChatRobot, Delivery, Notice, ReminderRule, Suppression
from secretariat.records import RecordAdmin, RecordedAdmin


@admin.register(Delivery)
class DeliveryAdmin(RecordAdmin):
    list_display = ("key", "recipient", "robot", "day", "state", "attempts", "due_at", "sent_at", "error")
    list_filter = ("state", "channel")
    list_select_related = ("recipient", "robot")
    search_fields = ("key", "recipient__name", "error")
    date_hierarchy = "day"
    actions = ("send_again",)

    def has_send_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("secretariat.change_delivery")

    @admin.action(description=_("Send the failed ones again"), permissions=["send"])
    def send_again(self, request: HttpRequest, chosen: "QuerySet[Delivery]") -> None:
        count = services.send_again(chosen.values_list("pk", flat=True), by=request.user)  # type: ignore[arg-type]
        said = ngettext("%(n)d message will be sent again.", "%(n)d messages will be sent again.", count)
        self.message_user(request, said % {"n": count})


@admin.register(Notice)
class NoticeAdmin(RecordAdmin):
    list_display = ("title", "kind", "recipient", "day", "is_urgent", "created_at", "read_at")
    list_filter = ("kind", "is_urgent")
    list_select_related = ("recipient",)
    search_fields = ("title", "key", "recipient__name")
    date_hierarchy = "day"


@admin.register(ReminderRule)
class ReminderRuleAdmin(RecordedAdmin):
    """A rule that was in force is ended and followed by another, so that the past stays as it was (rule 13)."""

    list_display = ("ladder", "offset", "audience", "valid_from", "valid_until")
    list_filter = ("ladder", "audience")
    search_fields = ("=offset",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("ladder", "offset", "audience", "valid_from") if obj else ()


@admin.register(Suppression)
class SuppressionAdmin(RecordAdmin):
    list_display = ("label", "recipient", "rule", "day", "reason", "by", "at", "lifted_at")
    list_select_related = ("recipient", "rule", "by")
    search_fields = ("label", "reason", "recipient__name")
    date_hierarchy = "day"


@admin.register(ChatRobot)
class ChatRobotAdmin(RecordedAdmin):
    """Webhook and secret are typed in and never shown; robots are told apart by the last characters of the webhook."""

    form = ChatRobotForm
    fields = ("name", "kind", "webhook", "secret", "unsigned", "department", "kinds", "is_active")
    actions = ("send_a_test",)
    list_display = ("name", "kind", "department", "ending", "signs", "is_active")
    list_filter = ("kind", "is_active")
    list_select_related = ("department",)
    search_fields = ("name", "department__name")

    @admin.display(description=_("webhook address"))
    def ending(self, robot: ChatRobot) -> str:
        return robot.ending

    @admin.display(description=_("signed"), boolean=True)
    def signs(self, robot: ChatRobot) -> bool:
        return bool(robot.secret)

    @admin.action(description=_("Send a test message"), permissions=["change"])
    def send_a_test(self, request: HttpRequest, chosen: "QuerySet[ChatRobot]") -> None:
        count = groups.send_test(chosen, on=timezone.localdate(), by=request.user)  # type: ignore[arg-type]
        said = ngettext("%(n)d test message is on its way.", "%(n)d test messages are on their way.", count)
        self.message_user(request, said % {"n": count})
