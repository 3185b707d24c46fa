"""Delegations in the administration: both of those whom one concerns are told, as by the page of one's own."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from secretariat.errors import Refused
from secretariat.people import services as people
from secretariat.people.models import Delegation
from secretariat.people.rules import administers
from secretariat.portal import services
from secretariat.records import RecordAdmin, ToldWho


class DelegationForm(forms.ModelForm):
    """Entered for somebody who is away: by the same rules as on their own page."""

    by: Any = None

    class Meta:
        model = Delegation
        fields = ("giver", "taker", "from_on", "until_on", "reason")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                people.check_delegation(**cleaned, by=self.by, on=timezone.localdate())
            except Refused as refusal:
                self.add_error(refusal.field, str(refusal))
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        # A constraint has a condition on this column, and Django stumbles over conditions on columns left out.
        return super()._get_validation_exclusions() - {"revoked_at"}  # type: ignore[misc,no-any-return]


@admin.register(Delegation)
class DelegationAdmin(ToldWho, RecordAdmin):
    """Delegations stay on record; they are entered and revoked, never changed."""

    form = DelegationForm
    list_display = ("giver", "taker", "from_on", "until_on", "reason", "made_by", "revoked_at")
    list_filter = ("from_on", ("revoked_at", admin.EmptyFieldListFilter))
    list_select_related = ("giver", "taker", "made_by")
    search_fields = ("giver__name", "taker__name", "reason")
    autocomplete_fields = ("giver", "taker")
    date_hierarchy = "from_on"
    actions = ("revoke",)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return super().get_fields(request, obj) if obj else DelegationForm.Meta.fields

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return administers(request.user)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        given = services.give_delegation(**form.cleaned_data, by=request.user, on=timezone.localdate())
        obj.pk, obj.made_by = given.pk, given.made_by

    def record(self, request: HttpRequest, verb: str, obj: Any, message: Any) -> None:
        """The service has recorded it."""

    @admin.action(description=_("Revoke"), permissions=["add"])
    def revoke(self, request: HttpRequest, delegations: QuerySet[Delegation]) -> None:
        for given in delegations:
            try:
                people.revoke_delegation(given.pk, by=request.user, on=timezone.localdate())
            except Refused as refusal:
                self.message_user(request, f"{given}: {refusal}", messages.ERROR)
            else:
                self.message_user(request, f"{given}: {_('The delegation has ended.')}")
