"""A version of the warning rule as the log and the administration say it."""

from datetime import date

import pytest
from django.utils import translation

from secretariat.workdays.calendar import Calendar
from secretariat.workdays.cycles import every_cycle
from secretariat.workdays.models import WarningRule
from secretariat.workdays.phrases import read_one
from secretariat.workdays.words import cycle_words, version_sentence

FROM = date(2027, 1, 1)


@pytest.mark.parametrize(
    ("language", "facts", "sentence"),
    [
        ("zh-hans", {"kind": "share"}, "自2027年1月1日起：剩余30%亮黄灯、15%亮橙灯，10个工作日无反馈为停滞"),
        ("zh-hans", {"yellow_days": 5}, "自2027年1月1日起：剩余5个工作日亮黄灯，10个工作日无反馈为停滞"),
        (
            "en",
            {"kind": "share", "stalled_days": 1},
            "From 1 Jan 2027: yellow at 30% of the working days left, orange at 15%; "
            "stalled after 1 working day without a report",
        ),
        (
            "en",
            {"yellow_days": 1},
            "From 1 Jan 2027: yellow at 1 working day left; stalled after 10 working days without a report",
        ),
    ],
)
def test_rule_13_a_version_is_a_sentence_in_either_language(language, facts, sentence):
    with translation.override(language):
        assert version_sentence(WarningRule(valid_from=FROM, **facts)) == sentence


@pytest.mark.parametrize(
    ("language", "name"), [("zh-hans", "自2027年1月1日起的预警规则"), ("en", "Warning rule from 1 Jan 2027")]
)
def test_a_version_is_called_by_its_day(language, name):
    with translation.override(language):
        assert str(WarningRule(valid_from=FROM)) == name


@pytest.mark.parametrize(
    ("cycle", "chinese", "english"),
    [
        ("", "", ""),
        ("weekly", "每周", "every week"),
        ("weekly:1", "每周一", "every Monday"),
        ("biweekly:5", "每两周的周五", "every second Friday"),
        ("monthly:25", "每月25日前", "by day 25 of every month"),
        ("monthly:31", "每月底", "at the end of every month"),
        ("quarterly:25", "每季度末月25日前", "by day 25 of the last month of every quarter"),
        ("quarterly:31", "每季度末", "at the end of every quarter"),
    ],
)
def test_a_cycle_is_said_as_it_is_meant(cycle, chinese, english):
    with translation.override("zh-hans"):
        assert cycle_words(cycle) == chinese
    with translation.override("en"):
        assert cycle_words(cycle) == english


def test_what_is_said_of_a_cycle_is_read_as_that_cycle():
    calendar = Calendar()

    with translation.override("zh-hans"):
        read = {cycle: read_one(cycle_words(cycle), on=FROM, calendar=calendar) for cycle in every_cycle()}

    assert {cycle: phrase and phrase.cycle for cycle, phrase in read.items()} == {cycle: cycle for cycle in read}
