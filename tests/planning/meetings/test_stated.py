"""What the head of minutes states: number, year and day of the meeting."""

import time
from datetime import date

import pytest

from planning.meetings.stated import Stated, read_stated

ON = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("head", "stated"),
    [
        ("〔2026〕第41次\n时间:2026年11月9日(星期一)上午9:00", Stated(41, 2026, date(2026, 11, 9))),
        ("〔2026〕第36次　　　2026年9月21日", Stated(36, 2026, date(2026, 9, 21))),
        ("第三十六次\n（2026年9月21日上午）", Stated(36, None, date(2026, 9, 21))),
        ("（2026年第18次）\n2026年10月12日上午，党组书记主持召开党组会议。", Stated(18, 2026, date(2026, 10, 12))),
        ("二〇二六年九月二十一日", Stated(None, None, date(2026, 9, 21))),
        ("〔2025〕第3次\n会议时间：12月1日", Stated(3, 2025, date(2025, 12, 1))),
        ("时 间：12月29日", Stated(None, None, date(2025, 12, 29))),
        ("2026年11月23日9时，秘书长主持召开第43次秘书长办公会。", Stated(43, None, date(2026, 11, 23))),
        ("（2026）第21号\n11月18日下午，党组书记主持召开党组会议。", Stated(21, 2026, date(2026, 11, 18))),
        ("纪要〔2026〕第44次（2026年11月30日）", Stated(44, 2026, date(2026, 11, 30))),
        # The day beside the office is that of the issue.
        ("〔2026〕第43次\n市政协办公厅 2026年11月27日", Stated(43, 2026, None)),
        ("时间：2月30日", Stated()),
        ("秘书长办公会会议纪要", Stated()),
    ],
)
def test_the_head_of_minutes_states_number_and_day(head, stated):
    assert read_stated(f"秘书长办公会会议纪要\r\n{head}\n一、由行政处负责。", on=ON) == stated


@pytest.mark.parametrize(
    "text",
    [
        "一、学习第36次主席会议精神。\n时间：2026年9月21日",
        "会议学习了第36次主席会议精神。\n一、由行政处负责。",
        "关于2026年9月21日召开的会议的说明",
    ],
)
def test_what_a_decision_speaks_about_states_nothing(text):
    assert read_stated(text, on=ON).number is None


@pytest.mark.parametrize("before", ["", "2026年9月21日", "第36次"])
def test_many_blank_lines_in_the_head_are_read_at_once(before):
    started = time.process_time()

    stated = read_stated(f"秘书长办公会会议纪要\n{before}" + "\n" * 300 + "甲", on=ON)

    assert (stated.held_on is not None, time.process_time() - started < 1) == ("日" in before, True)
