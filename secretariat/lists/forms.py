"""The form of a saved view."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from secretariat.errors import Refused
from secretariat.lists.models import SavedView, Sharing
from secretariat.lists.rules import may_share


class ViewForm(forms.Form):
    name = forms.CharField(label=_("Name of the view"), max_length=30)
    shared = forms.ChoiceField(
        label=_("Who has it among their tabs"),
        widget=forms.RadioSelect,
        initial=Sharing.ME,
        help_text=_("Everyone sees in it only the rows that they may see anyway."),
    )
    order = forms.IntegerField(
        label=_("Place among the tabs"),
        required=False,
        min_value=0,
        max_value=99,
        initial=0,
        help_text=_("Smaller numbers stand further to the left."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, user: Any, view: SavedView | None = None, **kwargs: Any) -> None:
        if view:
            kwargs["initial"] = {name: getattr(view, name) for name in ("name", "shared", "order", "version")}
        super().__init__(*args, **kwargs)
        allowed = may_share(user)
        shared = self.fields["shared"]
        assert isinstance(shared, forms.ChoiceField)
        shared.choices = [choice for choice in Sharing.choices if choice[0] in allowed]
        self.fields["version"].required = view is not None
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(*self.fields)

    def clean_order(self) -> int:
        return self.cleaned_data["order"] or 0

    def refuse(self, refusal: Refused) -> None:
        """Show what a service refused at the field it names."""
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))
