"""What the matter of a decision is called: its own words, without who and until when."""

from datetime import date

import pytest

from planning.meetings.sentences import ReadDecision, read_decision
from planning.meetings.titles import matter_of
from tests.planning.meetings.test_parsing import LINES, ON, SAMPLE, UNITS, _table, read
from tests.secretariat.workdays.test_calendar import CALENDAR

TITLES = _table("titles.csv", "|")


def one(text: str, heading: str = "") -> ReadDecision:
    return read_decision(text, on=ON, units=UNITS, calendar=CALENDAR, heading=heading)


@pytest.mark.parametrize("row", TITLES, ids=lambda row: row["title"][:12])
def test_title_is_the_matter_as_a_careful_person_would_write_it(row):
    assert one(row["text"]).title == row["title"]


def test_titles_of_the_sample_are_its_topics():
    assert [line.title for line in read(SAMPLE).lines] == [
        "六届五次会议筹备",
        "《协商工作规则》修订",
        "明年重点协商议题征集",
        "线上督考平台试运行",
        "外包服务考评",
        "干部职工办实事",
        "社情民意信息报送",
        "会议传达学习了有关文件精神",
        "文史馆布展收尾",
        "内部巡察整改",
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("由秘书处牵头，12月5日前完成。", "全会筹备"),
        ("由秘书处牵头，12月5日前报送会务总体方案。", "报送会务总体方案"),
        ("关于会务。由秘书处牵头，12月5日前报送总体方案。", "会务"),
    ],
)
def test_a_decision_without_a_matter_of_its_own_is_called_as_its_heading(text, title):
    assert one(text, heading="关于全会筹备").title == title


@pytest.mark.parametrize(
    ("title", "matter"),
    [
        ("关于机关办公用房调整的请示", "机关办公用房调整"),
        ("关于数字文史馆布展情况的汇报", "数字文史馆布展"),
        ("关于会务。", "会务"),
        ("文史馆布展方案", "文史馆布展方案"),
    ],
)
def test_the_matter_of_a_topic_is_without_the_words_of_its_paper(title, matter):
    assert matter_of(title) == matter


def _decisions() -> list[ReadDecision]:
    return [
        decision
        for row in LINES[::7]
        for decision in read(row["text"].replace("\\n", "\n"), date.fromisoformat(row["on"])).lines
    ]


def test_titles_leave_words_out_and_never_add_any():
    added = []
    for decision in _decisions():
        words = iter(decision.text)
        added += [decision.title] if not all(sign in words for sign in decision.title.removesuffix("…")) else []

    assert added == []


def test_few_decisions_are_called_by_lead_or_limit():
    # The others name nothing else: 由行政处负责，12月1日前完成。
    handled = [decision for decision in _decisions() if decision.needs_handling]
    plain = [
        decision
        for decision in handled
        if not decision.title.startswith(
            tuple(f"{turn}{one.words}" for one in decision.leads for turn in ("", "由", "请"))
        )
        and (not decision.due_words or decision.due_words not in decision.title)
    ]

    assert len(plain) / len(handled) >= 0.94
