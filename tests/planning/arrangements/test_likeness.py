"""Whether a pasted line says what an entry says already."""

from datetime import date, time

import pytest

from planning.arrangements.likeness import same_entry
from planning.arrangements.models import Entry

ON, NINE = date(2026, 11, 23), time(9)


def said(words, at=None, half="", on=ON):
    return Entry(on=on, activity=words, starts_at=at, half_day=half)


@pytest.mark.parametrize(
    ("line", "entry"),
    [
        (said("召开秘书长办公会", NINE), said("召开秘书长办公会（第45次）", NINE, "morning")),
        (said("召开秘书长办公会(第45次)", half="morning"), said("秘书长办公会第45次", NINE, "morning")),
        (said("召开六届六十八次主席会议", NINE), said("召开主席会议（第68次）", NINE)),
        (said("召开专题协商会", time(15)), said("召开“健全体系”专题协商会")),
    ],
)
def test_the_same_day_time_and_words_are_the_same(line, entry):
    assert same_entry(line, [entry]) is entry


def test_what_has_no_day_repeats_only_what_says_the_same_words_instead():
    loose = Entry(on=ON, day_words="本周内", activity="召开主席会议")

    assert same_entry(said("召开主席会议"), [loose]) is None
    assert same_entry(Entry(on=ON, day_words="本周内", activity="主席会议"), [loose]) is loose


@pytest.mark.parametrize(
    "line",
    [
        said("召开秘书长办公会", time(15)),
        said("召开秘书长办公会", half="afternoon"),
        said("召开秘书长办公会", NINE, on=date(2026, 11, 24)),
        said("召开秘书长办公会（第44次）", NINE),
        said("召开主席会议", NINE),
        said("召开会议", NINE),
    ],
)
def test_another_day_time_number_or_meeting_is_not(line):
    assert same_entry(line, [said("召开秘书长办公会（第45次）", NINE)]) is None
