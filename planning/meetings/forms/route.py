"""Who signs the minutes of a series, in order, as people choose it."""

from typing import Any

from crispy_forms.layout import Column, Row
from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from planning.meetings.forms.shared import layout
from planning.meetings.models import Called, Series
from planning.meetings.rules import ON_ROUTE
from secretariat.people.models import User
from secretariat.people.queries import holders
from secretariat.refusable import RefusableForm

PLACES = range(1, 7)


class RouteForm(RefusableForm):
    """So many places, in order; those left empty are passed over."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, series: Series, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"initial": {"version": series.version}})
        self.people = {person.pk: person for person in holders(*ON_ROUTE)}
        for n in PLACES:
            self.fields.update(self._place(n))
        for n, one in enumerate(series.signers.all(), start=1):  # type: ignore[attr-defined]
            self.initial.update({f"person_{n}": one.person_id, f"called_{n}": one.called})
        self.helper = layout(*(Row(Column(f"person_{n}"), Column(f"called_{n}")) for n in PLACES), "version")

    def _place(self, n: int) -> dict[str, forms.Field]:
        return {
            f"person_{n}": forms.TypedChoiceField(
                label=_now("Who signs, %(n)d") % {"n": n},
                choices=[("", "—"), *self.people.items()],
                coerce=lambda pk: self.people[int(pk)],
                required=False,
                empty_value=None,
            ),
            f"called_{n}": forms.ChoiceField(
                label=_("What the signature is called"), choices=[("", "—"), *Called.choices], required=False
            ),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for n in PLACES:
            person, called = cleaned.get(f"person_{n}"), cleaned.get(f"called_{n}")
            if person and not called and f"called_{n}" not in self.errors:
                self.add_error(f"called_{n}", _("Say what this signature is called."))
            if called and not person and f"person_{n}" not in self.errors:
                self.add_error(f"person_{n}", _("Choose who signs here, or leave out what it is called."))
        self._refuse_twice(cleaned)
        return cleaned

    def _refuse_twice(self, cleaned: dict[str, Any]) -> None:
        seen: set[User] = set()
        for n in PLACES:
            person = cleaned.get(f"person_{n}")
            if person in seen:
                said = _now("%(name)s stands on the route already. Everybody signs once.")
                self.add_error(f"person_{n}", said % {"name": person})
            if person:
                seen.add(person)

    def signers(self) -> list[tuple[User, str]]:
        """What was chosen, in order."""
        rows = [(self.cleaned_data[f"person_{n}"], self.cleaned_data[f"called_{n}"]) for n in PLACES]
        return [(person, called) for person, called in rows if person]
