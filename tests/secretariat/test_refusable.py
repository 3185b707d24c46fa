"""Forms that say what was refused, at the field it belongs to."""

import pytest
from django import forms

from secretariat.errors import Refused
from secretariat.refusable import RefusableForm


class Typed(RefusableForm):
    title = forms.CharField()
    count = forms.IntegerField(required=False)


def test_rule_50_a_mark_is_refused_at_its_field():
    form = Typed({"title": "机密★1年", "count": "3"})

    assert (form.is_valid(), list(form.errors), form.cleaned_data) == (False, ["title"], {"count": 3})


@pytest.mark.parametrize(("field", "shown"), [("title", "title"), ("other", "__all__"), (None, "__all__")])
def test_a_refusal_stands_at_the_field_it_names_or_at_the_form(field, shown):
    form = Typed({"title": "题目"})
    form.is_valid()

    form.refuse(Refused("不行", field=field))

    assert form.errors == {shown: ["不行"]}
