"""Both versions of a record in words, whatever fields its form has."""

from datetime import date, time

import pytest
from django import forms
from django.contrib.messages.storage.fallback import FallbackStorage

from secretariat.conflicts import conflict
from secretariat.people.models import Department
from tests.supervision.factories import DepartmentFactory, ItemFactory, person


class Everything(forms.Form):
    title = forms.CharField(label="题目")
    on = forms.DateField(label="日期", widget=forms.DateInput(format="%Y-%m-%d"))
    at = forms.TimeField(label="时间", widget=forms.TimeInput(format="%H:%M"))
    kind = forms.ChoiceField(label="类别", choices=[("a", "甲类"), ("b", "乙类")], required=False)
    lead = forms.ModelChoiceField(Department.objects.all(), label="牵头")
    units = forms.ModelMultipleChoiceField(Department.objects.all(), label="配合", required=False)
    asked = forms.BooleanField(label="征求意见", required=False)
    original = forms.CharField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


@pytest.fixture
def answer(rf, db):
    """The page for somebody who typed the same day, time and units, and everything else otherwise."""
    first, second = (DepartmentFactory(name=name) for name in ("研究室", "财务处"))
    kept = {"title": "原题", "on": date(2026, 11, 9), "at": time(9, 0), "kind": "a", "lead": first.pk}
    kept |= {"units": [first, second], "asked": False, "version": 2}
    typed = {"title": "新题", "on": "2026-11-09", "at": "09:00", "kind": "b", "lead": second.pk}
    typed |= {"units": [first.pk, second.pk], "asked": "on", "version": 1}
    request = rf.post("/x/?section=a", headers={"HX-Request": "true"})
    request.user, request.session = person(), {}
    request._messages = FallbackStorage(request)
    return conflict(request, Everything(typed), Everything(initial=kept), subject=ItemFactory())


def test_both_versions_stand_in_words_and_equal_values_look_equal(answer):
    page = answer.content.decode()

    assert answer.status_code == 409
    assert [words in page for words in ("原题", "新题", "甲类", "乙类", "研究室、财务处", "是", "否")] == [True] * 7
    assert page.count('class="is-other"') == 4


def test_ones_own_version_goes_back_to_where_it_was_typed_with_the_version_now_seen(answer):
    page = answer.content.decode()

    assert 'action="/x/?section=a"' in page
    assert page.count('name="version"') == 1 and 'name="version" value="2"' in page


def test_a_form_in_its_place_gives_way_to_the_whole_page(answer):
    assert (answer["HX-Retarget"], answer["HX-Reswap"]) == ("#main", "innerHTML")
