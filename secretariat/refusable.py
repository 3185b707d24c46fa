"""Forms that say what was refused, at the field it belongs to."""

from typing import Any

from django import forms

from secretariat.classified import refuse_classified
from secretariat.errors import Refused


class RefusableForm(forms.Form):
    """Shows what a service refused at the field that it names; no text of it may bear a mark (rule 50)."""

    def clean(self) -> dict[str, Any]:
        super().clean()
        for name, value in list(self.cleaned_data.items()):
            try:
                refuse_classified(value if isinstance(value, str) else "", field=name)
            except Refused as refusal:
                self.refuse(refusal)
        return self.cleaned_data

    def refuse(self, refusal: Refused) -> None:
        """Take what a service refused for an error of the form."""
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))
