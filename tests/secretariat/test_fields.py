"""What fields say when they are left empty or too full: their names, and the cure (rule 50)."""

import pytest
from django import forms
from django.utils import translation
from django.utils.translation import gettext_lazy

from secretariat.fields import accept_pasted


class Typed(forms.Form):
    title = forms.CharField(label=gettext_lazy("Lead unit"), max_length=4)
    kind = forms.ChoiceField(label="类别:", choices=[("a", "甲")])
    file = forms.FileField(label="附件")
    own = forms.CharField(label="正文", error_messages={"required": "请粘贴正文。"})
    version = forms.IntegerField(label="")
    on = forms.DateField(label="办结时限:", required=False)


@pytest.fixture(autouse=True)
def _chinese():
    with translation.override("zh-hans"):
        yield


def test_rule_50_a_field_left_empty_is_named_with_the_cure():
    assert Typed({}).errors == {
        "title": ["请填写“牵头单位”。"],
        "kind": ["请选择“类别”。"],
        "file": ["请选择“附件”。"],
        "own": ["请粘贴正文。"],
        "version": ["这个字段是必填项。"],
    }


def test_the_name_is_said_in_the_language_of_the_page():
    Typed({}).is_valid()
    with translation.override("en"):
        assert Typed({}).errors["title"] == ["Fill in “Lead unit”."]


def test_rule_50_what_is_too_long_is_told_how_long_it_may_be():
    assert Typed({"title": "社会法制委"}).errors["title"] == ["文字过长：现有5字，最多4字，请精简。"]


def test_the_browser_does_not_cut_what_is_pasted():
    form = Typed()
    accept_pasted(form.fields["title"], 4)

    drawn = str(form["title"])

    assert "maxlength" not in drawn
    assert 'data-longest="4" data-too-long="文字过长：此处最多可填4字' in drawn


@pytest.mark.parametrize(("day", "said"), [
    ("1949-12-31", ["“办结时限”须在1950年至2199年之间。"]),
    ("1950-01-01", None),
    ("2199-12-31", None),
    ("2200-01-01", ["“办结时限”须在1950年至2199年之间。"]),
    ("0001-01-01", ["“办结时限”须在1950年至2199年之间。"]),
    ("9999-12-31", ["“办结时限”须在1950年至2199年之间。"]),
    ("", None),
])  # fmt: skip
def test_rule_50_a_day_of_another_time_is_named_with_the_years_that_are_meant(day, said):
    assert Typed({"on": day}).errors.get("on") == said
