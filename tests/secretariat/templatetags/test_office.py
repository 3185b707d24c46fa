"""How lights, days, people and events read."""

import datetime
import re
from types import SimpleNamespace

import pytest
import time_machine
from django.template import Context, Template
from django.utils import timezone, translation

from secretariat.audit import labels
from secretariat.people.models import Department
from secretariat.templatetags.office import LIGHTS, day, day_long, day_prose, left_words, moment, weekday_short
from secretariat.workdays.lateness import Lateness

FRIDAY, SATURDAY, SUNDAY = (datetime.date(2026, 11, number) for number in (27, 28, 29))


def draw(text, **facts):
    return Template("{% load office %}" + text).render(Context(facts)).strip()


@pytest.fixture(autouse=True)
def _chinese():
    with translation.override("zh-hans"), time_machine.travel(datetime.datetime(2026, 11, 27, 1, tzinfo=datetime.UTC)):
        yield


@pytest.mark.parametrize(
    ("lateness", "words"),
    [
        (Lateness("green", days_left=4), "剩4个工作日"),
        (Lateness("yellow", days_left=0), "今日到期"),
        (Lateness("red", days_late=2), "逾期2个工作日"),
        (Lateness("red", days_late=0), "已逾期"),
        (Lateness("grey"), ""),
        (Lateness("none"), ""),
    ],
)
def test_working_days_left_in_words(lateness, words):
    assert left_words(lateness, FRIDAY, FRIDAY) == words


def test_due_on_a_rest_day_is_not_called_today():
    assert left_words(Lateness("yellow", days_left=0), SUNDAY, SATURDAY) == "休息日到期"


def test_one_working_day_is_singular_in_english():
    with translation.override("en"):
        assert left_words(Lateness("red", days_late=1)) == "1 working day late"


@pytest.mark.parametrize(
    ("light", "word"), [("green", "正常"), ("yellow", "临期"), ("red", "逾期"), ("grey", "已结"), ("none", "—")]
)
def test_light_has_colour_word_and_icon(light, word):
    drawn = draw("{% light light %}", light=light)

    assert f's-light-{light}"' in drawn
    assert drawn.endswith(f"{word}</span>")
    assert ("<svg" in drawn) is bool(LIGHTS[light][1])


def test_light_with_the_days_left():
    drawn = draw("{% light_left standing %}", standing=Lateness("yellow", days_left=2))

    assert drawn.endswith("剩2个工作日</span>")


def test_state_badge_of_any_record():
    record = SimpleNamespace(state="in_progress", get_state_display=lambda: "办理中")

    assert draw("{% state_badge record %}", record=record).startswith('<span class="s-state s-state-now"><svg')


@pytest.mark.parametrize(
    ("value", "on", "words"),
    [
        (FRIDAY, None, "11-27"),
        (FRIDAY, SUNDAY, "11-27"),
        (FRIDAY, datetime.date(2027, 1, 4), "2026-11-27"),
        (None, None, "—"),
    ],
)
def test_day_in_a_table(value, on, words):
    assert day(value, on) == words


def test_day_in_prose_follows_the_language():
    chinese = day_prose(FRIDAY), day_long(FRIDAY), weekday_short(FRIDAY)
    with translation.override("en"):
        english = day_prose(FRIDAY), day_long(FRIDAY), weekday_short(FRIDAY)

    assert chinese == ("11月27日", "2026年11月27日", "周五")
    assert english == ("27 Nov", "27 Nov 2026", "Fri")


def test_moment_is_local_time():
    assert moment(datetime.datetime(2026, 11, 27, 0, 30, tzinfo=datetime.UTC)) == "11-27 8:30"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("{{ value|day }}", "2027-01-08"),
        ("{{ value|said }}", "2027-01-08"),
        ("{{ value|day_prose }}", "2027年1月8日"),
        ("{{ value|moment }}", "2027-01-08 8:30"),
    ],
)
def test_a_day_of_another_year_than_the_readers_bears_its_year(value, words):
    assert draw(value, value=datetime.datetime(2027, 1, 8, 0, 30, tzinfo=datetime.UTC)) == words


def test_the_note_of_a_chain_is_a_day_or_words():
    links = [{"note": datetime.date(2027, 12, 27)}, {"note": FRIDAY}, {"note": "第2项"}, {"note": 2027}, {"note": None}]

    drawn = draw('{% include "components/chain.html" %}', links=links)

    assert re.findall(r"<span>(.*?)</span>", drawn) == ["2027-12-27", "11-27", "第2项", "2027"]


def test_units_are_separated_as_the_language_separates():
    units = [Department(name="研究室"), Department(name="农业农村委员会", short_name="农业农村委")]

    assert draw("{% units units %}", units=units) == '研究室、<span title="农业农村委员会">农业农村委</span>'


@pytest.mark.parametrize("text", ["{% person nobody %}", "{% unit nobody %}", "{% units nobodies %}"])
def test_nobody_is_a_dash(text):
    assert draw(text, nobody=None, nobodies=[]) == '<span class="s-quiet">—</span>'


def test_name_of_a_person_is_escaped():
    assert "<b>" not in draw("{% unit unit %}", unit=Department(name="<b>x"))


def test_history_names_who_acted_for_whom(monkeypatch):
    monkeypatch.setattr(labels, "_labels", {"item.returned": "退回重办"})
    event = SimpleNamespace(at=timezone.now(), actor="刘敏", behalf="何川", verb="item.returned", note="材料不全")

    drawn = " ".join(draw("{% history events %}", events=[event]).split())

    assert "刘敏 代 何川 退回重办" in drawn
    assert "材料不全" in drawn


def test_history_of_the_system_and_of_nothing():
    event = SimpleNamespace(at=timezone.now(), actor=None, behalf=None, verb="item.unnamed", note="")

    assert "系统 item.unnamed" in " ".join(draw("{% history events %}", events=[event]).split())
    assert "尚无记录。" in draw("{% history events %}", events=[])
