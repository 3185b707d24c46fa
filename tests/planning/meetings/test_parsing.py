"""Minutes as pasted, read into decisions, and a corpus that measures the reader.

lines.csv came in batches: the reader was written with 1a in view; the others were each written, and measured once,
before the reader was changed for any of their lines. From batch 7 on, words that name no day are expected as unread.
From batch 12 on, a line that two careful people would read differently is expected as others of its kind are read.
"""

import csv
import time
import tomllib
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from planning.meetings.body import body_of, issued_on
from planning.meetings.lines import paragraphs_of
from planning.meetings.parsing import Minutes, read_minutes
from planning.meetings.sentences import ReadDecision
from secretariat.errors import Refused
from secretariat.people.names import Unit
from tests.secretariat.workdays.test_calendar import CALENDAR

HERE = Path(__file__).parent
ON = date(2026, 11, 16)
FIELDS = ("leads", "co_units", "due", "cycle")
MARKED = [*FIELDS, "unread"]


def _table(name: str, delimiter: str = ",") -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        quoting = csv.QUOTE_NONE if delimiter == "|" else csv.QUOTE_MINIMAL
        return list(csv.DictReader(file, delimiter=delimiter, quoting=quoting))


UNITS = [
    Unit(row["name"], tuple(filter(None, row["aliases"].split(";"))), row["kind"], int(row["order"]))
    for row in _table("units.csv")
]
SAMPLE = (HERE / "minutes-2026-11-16.txt").read_text(encoding="utf-8")
LINES = _table("lines.csv", "|")
PAPERS = tomllib.loads((HERE / "papers.toml").read_text(encoding="utf-8"))["minutes"]


def read(text: str, on: date = ON) -> Minutes:
    return read_minutes(text, on=on, units=UNITS, calendar=CALENDAR)


def one(text: str) -> ReadDecision:
    (decision,) = read(text).lines
    return decision


def names(mentions) -> list[str]:
    return [mention.name for mention in mentions]


# ── The sample ───────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("place", "expected"), list(enumerate(_table("minutes-2026-11-16.expected.csv"))), ids=lambda value: str(value)[:14]
)
def test_sample_is_read_as_a_careful_person_would(place, expected):
    decision = read(SAMPLE).lines[place]

    assert (
        decision.label,
        "yes" if decision.needs_handling else "no",
        decision.lead.name if decision.lead else "",
        ";".join(names(decision.co_units)),
        str(decision.due or ""),
        decision.cycle,
    ) == tuple(expected[key] for key in ("line", "needs_handling", "lead", "co_units", "due", "cycle"))


def test_sample_heading_is_read():
    minutes = read(SAMPLE)

    assert (minutes.number, minutes.year, minutes.held_on, len(minutes.lines)) == (42, 2026, ON, 10)


def test_spans_are_the_words_each_field_came_from():
    decision = read(SAMPLE).lines[8]

    assert [(decision.text[span.start : span.end], span.role) for span in decision.spans] == [
        ("文史馆建设专班", "lead"),
        ("文化文史和学习委员会", "co"),
        ("12月中旬前", "due"),
        ("每周五下午下班前", "cycle"),
    ]


def test_title_is_what_stands_after_the_opening_word():
    assert read(SAMPLE).lines[2].title == "明年重点协商议题征集"


def test_a_title_that_ends_like_a_masthead_stays():
    text = "秘书长办公会会议纪要\n〔2026〕第43次\n关于机关搬迁工作的会议纪要\n一、由行政处牵头。"

    assert body_of(text, number=43) == ("关于机关搬迁工作的会议纪要", ["一、由行政处牵头。"])


def test_a_blank_line_between_signature_and_day_changes_nothing():
    assert paragraphs_of("一、由行政处抓紧。\n北方城市理事会\n\n2026年11月27日")[0] == "一、由行政处抓紧。"
    assert "理事会" not in "".join(paragraphs_of("一、由行政处抓紧。\n北方城市理事会\n\n2026年11月27日"))


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("秘书长办公会会议纪要\n〔2026〕第42次\n", ""),
        ("秘书长办公会会议纪要\n（第42次）\n研究六届五次会议筹备等事项\n", "研究六届五次会议筹备等事项"),
        ("研究六届五次会议筹备等事项\n第四十二次\n", "研究六届五次会议筹备等事项"),
        ("", ""),
    ],
)
def test_the_body_of_minutes_is_without_masthead_and_number(head, title):
    assert body_of(f"{head}时间:2026年11月16日\n\n一、关于会务。", number=42) == (
        title,
        ["时间:2026年11月16日", "一、关于会务。"],
    )


@pytest.mark.parametrize(
    ("below", "day"),
    [
        ("", None),
        ("\n市政协办公厅\n2026年11月18日", date(2026, 11, 18)),
        ("\n分送：各单位。\n市政协办公厅  2026年11月19日印发", date(2026, 11, 19)),
        ("\n2026年11月31日", None),
    ],
)
def test_the_day_of_minutes_stands_below_them(below, day):
    assert issued_on(f"时间：2026年11月16日上午\n一、由行政处牵头，2026年12月10日前完成。\n{below}") == day


def test_the_number_of_another_meeting_stays_in_the_body():
    assert body_of("〔2026〕第41次\n一、关于会务。", number=42)[1] == ["〔2026〕第41次", "一、关于会务。"]


# ── The corpus ───────────────────────────────────────────────────────────────────────────────────────────────────────
@cache
def _line(text: str, on: str) -> list[ReadDecision]:
    # Once for every question that is asked of it.
    return list(read(text.replace("\\n", "\n").replace("\\t", "\t"), date.fromisoformat(on)).lines)


def _found(row: dict[str, str]) -> dict[str, set[str]]:
    got = {field: set[str]() for field in MARKED}
    for line in _line(row["text"], row["on"]):
        got["leads"] |= set(names(line.leads))
        got["co_units"] |= set(names(line.co_units))
        got["due"] |= {str(line.due)} if line.due else set()
        got["cycle"] |= {line.cycle} if line.cycle else set()
        got["unread"] |= set(line.unread)
    return got


def _score(rows: list[dict[str, str]]) -> dict[str, tuple[float, float]]:
    fields = [field for field in MARKED if any(row[field] for row in rows)]
    right, read_too_much, missed = (dict.fromkeys(fields, 0) for _ in range(3))
    for row in rows:
        got = _found(row)
        for field in fields:
            wanted = set(filter(None, row[field].split(";")))
            right[field] += len(wanted & got[field])
            read_too_much[field] += len(got[field] - wanted)
            missed[field] += len(wanted - got[field])
    return {f: (right[f] / (right[f] + read_too_much[f]), right[f] / (right[f] + missed[f])) for f in fields}


@pytest.mark.parametrize("batch", sorted({row["batch"] for row in LINES}))
def test_corpus_is_read_with_precision_and_recall_of_95_percent(batch):
    scores = _score([row for row in LINES if row["batch"] == batch])

    assert set(FIELDS) <= set(scores)
    assert {field: min(score) >= 0.95 for field, score in scores.items()} == dict.fromkeys(scores, True), scores


def test_corpus_lines_are_one_decision_each_and_know_whether_they_need_handling():
    wrong = [
        row["text"]
        for row in LINES
        if [line.needs_handling for line in _line(row["text"], row["on"])] != [row["handling"] == "yes"]
    ]

    assert len(wrong) <= len(LINES) * 0.03, wrong


@pytest.mark.parametrize("paper", PAPERS, ids=[f"{paper['batch']}-{n}" for n, paper in enumerate(PAPERS)])
def test_whole_minutes_are_read_decision_by_decision(paper):
    lines = read(paper["text"], date.fromisoformat(paper["on"])).lines

    assert [
        "|".join(
            [
                "yes" if line.needs_handling else "no",
                ";".join(names(line.leads)),
                ";".join(names(line.co_units)),
                str(line.due or ""),
                line.cycle,
            ]
        )
        for line in lines
    ] == paper["rows"]


# ── Who ──────────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_chief_outranks_an_earlier_actor():
    decision = one("一、会务由行政处保障，总体方案由秘书处牵头。")

    assert (names(decision.leads), names(decision.co_units)) == (["秘书处"], ["行政处"])


def test_units_that_act_each_for_themselves_are_all_leads():
    assert names(one("提案委、督查处分别牵头，12月20日前完成。").leads) == ["提案委员会", "督查处"]


@pytest.mark.parametrize(
    ("text", "leads", "co_units"),
    [
        ("一、一是由秘书处牵头，行政处配合；二是由财务处负责，编制预算。", ["秘书处", "财务处"], ["行政处"]),
        ("一、一是信息技术处要每周调度；二是财务处要落实好经费。", ["信息技术处"], ["财务处"]),
        ("一、由秘书处制定办法，12月8日前提交；会议期间出席情况由人事处负责统计。", ["秘书处", "人事处"], []),
        ("一、请行政处12月4日前报送总结。综合处负责编印汇编，12月15日前完成。", ["行政处", "综合处"], []),
        (
            "一、由秘书处负责，行政处负责保障，综合处负责汇总，督查处负责督办。",
            ["秘书处"],
            ["行政处", "综合处", "督查处"],
        ),
    ],
)
def test_who_has_a_matter_of_its_own_leads(text, leads, co_units):
    decision = one(text)

    assert (names(decision.leads), names(decision.co_units)) == (leads, co_units)


@pytest.mark.parametrize(
    "text",
    [
        "一、由督查处负责，12月10日前评分。人事处将结果作为评优的参考。",
        "一、督查处每月通报，有关处室整改不力的，及时约谈。",
        "一、督查处牵头评议，市住建局等承办单位的办理结果纳入评议。",
        "一、近年来行政处做了大量工作。由督查处负责，12月底前总结。",
    ],
)
def test_who_is_only_spoken_about_has_no_part(text):
    decision = one(text)

    assert (names(decision.leads), names(decision.co_units)) == (["督查处"], [])


def test_a_unit_may_be_known_by_its_place_alone():
    decision = one("一、基地建设（责任单位：文史馆；配合单位：行政处、市新华书店），由市少年宫、市京剧团协助。")

    assert names(decision.leads) == ["文史馆"]
    assert names(decision.co_units) == ["行政处", "市新华书店", "市少年宫", "市京剧团"]


def test_helper_named_first_is_not_the_lead():
    decision = one("财务处配合行政处做好资产清查。")

    assert (names(decision.leads), names(decision.co_units)) == (["行政处"], ["财务处"])


@pytest.mark.parametrize(
    "text",
    [
        "一、请研究室于12月5日前将报告报秘书处审定。",
        "一、研究室12月5日前完成初稿，经秘书处审核后印发。",
        "一、会议同意秘书处提出的方案，由研究室落实。",
        "一、按照秘书处要求，研究室抓紧修改。",
        "一、由研究室负责征求秘书处意见。",
    ],
)
def test_a_unit_that_does_not_act_is_no_co_unit(text):
    decision = one(text)

    assert (names(decision.leads), names(decision.co_units)) == (["研究室"], [])


def test_a_person_is_not_a_unit():
    decision = one("一、由分管副秘书长牵头，行政处承办，12月5日前完成。")

    assert (names(decision.leads), names(decision.co_units)) == (["行政处"], [])


def test_unit_outside_the_table_is_kept_as_written():
    decision = one("一、由市政府办公厅牵头，市财政局、区政协提案委配合。")

    assert (names(decision.leads), names(decision.co_units)) == (["市政府办公厅"], ["市财政局", "区政协提案委"])
    assert decision.leads[0].unit is None


# ── When ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_of_two_limits_of_the_lead_the_last_counts():
    assert one("一、研究室11月25日前拿出提纲，12月25日前定稿。").due == date(2026, 12, 25)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("一、研究室会后5个工作日内拿出修改稿，12月上旬提交主席会议审议。", date(2026, 12, 10)),
        ("一、由文史馆负责，11月底前完成征稿；明年2月付印。", date(2027, 2, 28)),
        ("一、请研究室12月3日前送秘书处，供12月下旬主席会议使用。", date(2026, 12, 3)),
        ("一、秘书处12月5日前完成明年一季度报告的编制。", date(2026, 12, 5)),
    ],
)
def test_a_later_step_in_a_clause_of_its_own_sets_the_limit(text, due):
    assert one(text).due == due


def test_a_co_units_limit_is_not_the_leads():
    assert one("一、由研究室牵头，12月5日前定稿，各处室12月20日前反馈执行情况。").due == date(2026, 12, 5)


@pytest.mark.parametrize(
    "text",
    ["一、由研究室负责，2月30日前完成。", "一、由研究室负责，适时报送。", "一、由研究室负责，总结2025年以来的做法。"],
)
def test_an_unreadable_limit_stays_empty(text):
    assert (one(text).due, one(text).due_words, one(text).cycle) == (None, "", "")


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("一、由研究室负责，2月30日前完成。", ["2月30日前"]),
        ("一、由研究室负责，适时报送。", ["适时"]),
        ("一、由研究室负责，全会召开前完成。", ["全会召开前"]),
        ("一、由研究室负责，闭会后7个工作日内完成。", ["闭会后7个工作日内"]),
        ("一、由研究室负责，每半年通报一次。", ["每半年"]),
        ("一、来信由研究室自收到之日起15日内答复。", ["自收到之日起15日内"]),
        ("一、由研究室用一个月时间完成清理。", ["用一个月时间"]),
        ("一、由研究室负责起草《近期工作要点》。", []),
        ("一、由研究室负责，尽快修改，12月5日前报送。", []),
        ("一、会议要求尽快通报表扬。会议对研究室表示感谢。", []),
    ],
)
def test_a_limit_that_names_no_day_is_marked(text, unread):
    decision = one(text)
    marked = [decision.text[span.start : span.end] for span in decision.spans if span.role == "unread"]

    assert (decision.unread, marked) == (unread, unread)


def test_a_limit_in_a_year_without_calendar_is_provisional():
    assert one("一、由研究室负责，两个月内完成。").is_provisional
    assert not one("一、由研究室负责，10个工作日内完成。").is_provisional


# ── Lines ────────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("一、由研究室负责。\n二、由秘书处负责。", ["一", "二"]),
        ("1.由研究室负责。\r\n2.由秘书处负责。", ["1", "2"]),
        ("（一）由研究室负责。\n（二）由秘书处负责。", ["一", "二"]),
        ("（1）由研究室负责。\n（2）由秘书处负责。", ["1", "2"]),
        ("一是由研究室负责。\n二是由秘书处负责。", ["一", "二"]),
        ("1．3月底前由研究室完成。\n2．4月底前由秘书处完成。", ["1", "2"]),
        ("第一，由研究室负责。\n第二，由秘书处负责。", ["一", "二"]),
        ("•\t①由研究室负责。\n•\t②由秘书处负责。", ["①", "②"]),
        ("会议议定:由研究室负责。\n会议决定,由秘书处负责。", ["", ""]),
    ],
)
def test_ways_of_numbering(text, labels):
    lines = read(text).lines

    assert [line.label for line in lines] == labels
    assert [names(line.leads) for line in lines] == [["研究室"], ["秘书处"]]


def test_a_line_that_only_heads_others_is_no_decision():
    lines = read("一、关于全会筹备\n（一）由秘书处负责会务。\n（二）由研究室负责文稿。").lines

    assert [(line.title, line.ordinal) for line in lines] == [("全会筹备", 1), ("全会筹备", 2)]


def test_a_decision_may_run_over_several_lines():
    decision = one("一、由行政处牵头。\n秘书处配合。\n完成时限：11月27日。\n抄送：市委办公厅")

    assert (names(decision.co_units), decision.due) == (["秘书处"], date(2026, 11, 27))
    assert "抄送" not in decision.text


def test_what_stands_below_the_minutes_is_no_part_of_a_decision():
    decision = one("一、由行政处牵头，12月5日前完成。\n\n附件：名单\n市政协办公厅\n2026年11月17日印发\n抄送：秘书处")

    assert (names(decision.leads), names(decision.co_units), decision.due) == (["行政处"], [], date(2026, 12, 5))


@pytest.mark.parametrize(
    "imprint",
    [
        "市政协办公厅 2026年11月27日",
        "市政协办公厅                2026年11月27日印发",
        "市政协办公厅秘书处　　二〇二六年十一月二十七日印发",
        "中国人民政治协商会议某某市委员会办公厅 2026年11月27日",
        "主题词:会议 纪要\n抄送:市委办公厅\n市政协办公厅秘书处 2026年11月27日印发",
        "出　席：林静远　高志明\n　　　　陈国栋（秘书处）\n市政协办公厅 2026年11月27日印发",
        "列席人员（共2人）：张三、李四\n请假 苏明理\n记录人：王磊",
        "分送：各副秘书长，\n各处室、各专委会。\n印发机关：市政协办公厅",
        "市政协办公厅 2026年11月27日印发 共印30份",
        "市政协秘书长办公会\n2026年11月27日",
    ],
)
def test_an_imprint_in_any_form_is_no_part_of_the_last_decision(imprint):
    decision = one(f"一、关于绿化。行政处抓紧实施。\n{imprint}")

    assert (decision.text, names(decision.leads), names(decision.co_units), decision.due) == (
        "关于绿化。行政处抓紧实施。",
        ["行政处"],
        [],
        None,
    )


def test_a_last_decision_that_ends_with_a_day_is_no_imprint():
    decision = one("一、行政处 2026年12月1日前完成搬迁")

    assert (names(decision.leads), decision.due) == (["行政处"], date(2026, 12, 1))


def rows(text: str, on: date = ON) -> list[tuple[str, str, str, str]]:
    return [
        (line.label, ";".join(names(line.leads)), ";".join(names(line.co_units)), str(line.due or ""))
        for line in read(text, on).lines
    ]


@pytest.mark.parametrize(
    ("lead_in", "first", "second"),
    [
        ("一、关于值班。会议议定:", "(一)", "(二)"),
        ("一、关于值班\n会议议定：", "（一）", "\n（二）"),
        ("一、关于值班。会议明确：", "1.", "2."),
        ("一、关于值班。会议要求，", "（一）", "（二）"),
        ("会议研究了值班工作。会议决定：", "（1）", "（2）"),
        ("会议研究了值班工作。会议要求如下：", "①", "②"),
    ],
)
def test_decisions_counted_up_in_one_paragraph_are_one_each(lead_in, first, second):
    text = f"{lead_in}{first}由秘书处牵头，行政处配合，12月1日前完成；{second}综合处12月5日前抽查。"

    assert [row[1:] for row in rows(text)] == [("秘书处", "行政处", "2026-12-01"), ("综合处", "", "2026-12-05")]


def test_a_number_out_of_turn_counts_nothing_up():
    assert [row[0] for row in rows("一、会议明确：（一）由行政处负责，按照《办法》。（三）款由财务处执行。")] == ["一"]


@pytest.mark.parametrize(
    "text",
    [
        "1、由秘书处牵头，12月10日前定稿。2、由研究室负责起草。3、由行政处保障。",
        "一、由秘书处牵头，12月10日前定稿。二、由研究室负责起草。\n三、由行政处保障。",
        "（一）由秘书处牵头，12月10日前定稿；（二）由研究室负责起草；（三）由行政处保障。",
    ],
)
def test_numbers_may_go_on_in_one_line(text):
    assert [row[1] for row in rows(text)] == ["秘书处", "研究室", "行政处"]


@pytest.mark.parametrize(
    "text",
    [
        "一、由行政处做好以下工作：（一）购置办公家具和设备；（二）装修三楼会议室，12月底前完成。",
        "一、请行政处按以下原则制定办法：（一）公开；（二）公平；（三）公正。12月底前印发。",
        "一、由行政处按照第（一）（二）项要求修改，12月底前印发。",
    ],
)
def test_what_is_counted_within_one_task_is_no_decision(text):
    assert rows(text) == [("一", "行政处", "", "2026-12-31")]


def test_a_last_word_below_a_finer_decision_is_no_part_of_it():
    counted = "（一）行政处负责，12月20日前完成。\n（二）信息处配合。"
    text = f"一、关于机关搬迁\n{counted}\n会议强调，各处室要厉行节约。\n二、散会"

    assert rows(text)[:3] == [
        ("一", "行政处", "", "2026-12-20"),
        ("二", "", "信息技术处", ""),
        ("", "各处室", "", ""),
    ]


def test_paragraphs_without_a_number_may_each_count_up_decisions():
    text = (
        "会议研究了值班。会议议定：（一）由秘书处牵头，12月1日前完成；（二）由综合处抽查。\n"
        "会议研究了绿化。会议明确，由行政处负责，12月8日前完成。\n"
        "会议研究了食堂。会议决定：（一）由行政处整改；（二）由财务处拨款。"
    )

    assert [row[1] for row in rows(text)] == ["秘书处", "综合处", "行政处", "行政处", "财务处"]


def test_a_decision_above_counted_ones_is_one_of_its_own():
    text = (
        "二、审议《机关督查工作办法》\n会议听取了督查处的汇报。会议原则同意，由督查处修改完善后印发。\n会议明确：\n"
        "（一）信息处11月25日前完成调整；\n（二）各处室11月20日前明确联络员。"
    )

    assert rows(text) == [
        ("二", "督查处", "", ""),
        ("一", "信息技术处", "", "2026-11-25"),
        ("二", "各处室", "", "2026-11-20"),
    ]
    assert "会议明确" not in read(text).lines[0].text


@pytest.mark.parametrize(
    "head", ["关于绿化。由行政处牵头落实以下事项：", "由行政处牵头的工作", "会议听取了行政处的汇报。会议指出："]
)
def test_words_that_only_lead_in_are_no_decision(head):
    assert [row[0] for row in rows(f"一、{head}\n（一）购置苗木。\n（二）由财务处付款。")] == ["一", "二"]


def test_a_title_may_be_longer_than_a_line():
    (decision,) = read("一、传达学习上级关于加强和改进人民政协工作的重要思想\n会议传达学习了有关精神。").lines

    assert (decision.title, decision.needs_handling) == ("传达学习上级关于加强和改进人民政协工作的重要思想", False)


def test_decisions_without_a_number_below_a_title_are_one_each():
    text = "一、关于食堂\n会议听取了汇报。\n会议决定：秘书处12月1日前通知。\n会议决定：财务处12月5日前拨付。"

    assert rows(text) == [("一", "秘书处", "", "2026-12-01"), ("一", "财务处", "", "2026-12-05")]


def test_a_sentence_may_be_pasted_in_broken_lines():
    decision = one("一、由行政处牵头，抓紧制定机关办公用房调整方案，信息技\n术处配合，12月5\n日前完成。")

    assert (names(decision.co_units), decision.due) == (["信息技术处"], date(2026, 12, 5))
    assert [decision.text[span.start : span.end] for span in decision.spans] == [
        "行政处",
        "信息技\n术处",
        "12月5\n日前",
    ]


def test_a_row_of_a_table_says_in_its_cells_who_and_when():
    head = "序号\t议定事项\t责任单位\t配合单位\t时限\n"
    rows = "1\t整修档案室\t行政处、财务处\t各处室\t12月5日前\n2\t清点藏品\t文史馆\t\t择期"
    first, second = read(head + rows).lines

    assert (first.label, first.title, names(first.leads), names(first.co_units), first.due) == (
        "1",
        "整修档案室",
        ["行政处", "财务处"],
        ["各处室"],
        date(2026, 12, 5),
    )
    assert [(first.text[span.start : span.end], span.role) for span in first.spans] == [
        ("行政处", "lead"),
        ("财务处", "lead"),
        ("各处室", "co"),
        ("12月5日前", "due"),
    ]
    assert (names(second.leads), second.due, second.unread) == (["文史馆"], None, ["择期"])


@pytest.mark.parametrize(
    ("cell", "leads", "co_units"),
    [
        ("研究室牵头,综合处配合", ["研究室"], ["综合处"]),
        ("由研究室牵头，综合处、行政处配合", ["研究室"], ["综合处", "行政处"]),
        ("牵头：研究室；配合：综合处、行政处", ["研究室"], ["综合处", "行政处"]),
        ("主办单位：研究室 协办单位：综合处", ["研究室"], ["综合处"]),
        ("研究室（牵头）、综合处", ["研究室"], ["综合处"]),
        ("综合处、研究室（牵头单位）", ["研究室"], ["综合处"]),
        ("研究室（综合处配合）", ["研究室"], ["综合处"]),
        ("研究室，综合处协助", ["研究室"], ["综合处"]),
        ("研究室会同综合处", ["研究室"], ["综合处"]),
        ("综合处配合，研究室、行政处共同牵头", ["研究室", "行政处"], ["综合处"]),
        ("研究室、综合处", ["研究室", "综合处"], []),
        ("市残联、市工商联合会", ["市残联", "市工商联合会"], []),
    ],
)
def test_a_cell_of_a_table_may_say_itself_who_leads(cell, leads, co_units):
    decision = one(f"序号\t议定事项\t责任单位\t完成时限\n1\t形成初稿\t{cell}\t12月10日")

    assert (names(decision.leads), names(decision.co_units), decision.due) == (leads, co_units, date(2026, 12, 10))


def test_a_last_word_of_the_meeting_belongs_to_no_number():
    lines = read("一、由研究室起草。\n二、由秘书处印发。\n三、由行政处保障。\n会议强调，各处室要厉行节约。").lines

    assert [(line.label, names(line.leads), names(line.co_units)) for line in lines][2:] == [
        ("三", ["行政处"], []),
        ("", ["各处室"], []),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "会议传达学习了有关文件精神。",
        "一、第一议题：传达学习\n会议传达学习了会议精神。会议强调，要抓好贯彻落实。",
        "一、研究干部事项（略）",
        "一、研究干部事项\n（略）",
        "一、研究干部事项。（另文印发）",
        "一、下次会议时间：12月26日上午9时。",
        "一、下次秘书长办公会定于12月3日召开。",
        "一、会议要求，各单位要高度重视，切实抓好落实。",
        "一、会议听取了汇报。会议要求，各部门要提高认识、加强领导，确保各项工作落到实处。",
        "一、会议听取了研究室12月工作安排的汇报。",
        "一、会议认为，近年来市政协各项工作取得新进展。",
        "一、会议通报了检查情况。从结果看，各处室均能严格执行规定，未发现违规情形。",
        "一、会议通报了信息工作会议情况。我会做法受到省政协领导肯定。",
        "一、会议通报了演练情况。行政处组织周密，各处室积极参与，达到预期效果。",
    ],
)
def test_nothing_is_invented_for_a_line_that_only_informs(text):
    decision = one(text)

    assert not decision.needs_handling
    assert (decision.leads, decision.co_units, decision.due, decision.cycle, decision.spans) == ([], [], None, "", [])


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("一、研究干部任免，由人事处办理（略）。", ["人事处"]),
        ("一、会议要求，各处室要抓好消防安全工作落实。", ["各处室"]),
        ("一、请各处室抓好落实。", ["各处室"]),
        ("一、会议要求，行政处要高度重视，切实抓好食堂整改。", ["行政处"]),
        ("一、下次会议由行政处负责筹备。", ["行政处"]),
    ],
)
def test_who_is_given_a_task_has_to_handle_it(text, leads):
    assert (names(one(text).leads), one(text).needs_handling) == (leads, True)


# ── Bad input ────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    "text", ["", "   \n\t", "今天天气很好。", "时间：2026年11月16日\n出席：研究室负责人", "abc 123", "、" * 50]
)
def test_text_without_decisions_gives_none(text):
    assert read(text).lines == []


def test_too_long_a_text_is_refused_in_words():
    with pytest.raises(Refused) as refusal:
        read("由研究室负责，" * (2 * 1024 * 1024 // 7))

    assert refusal.value.field == "text"


def test_nul_bytes_are_refused():
    with pytest.raises(Refused):
        read("一、由研究室负责。\0")


@pytest.mark.parametrize(
    "piece",
    [
        "一、由研究室牵头，各处室配合，12月5日前完成。\n",
        "由",
        "十",
        "1",
        "年",
        "、",
        "和委",
        "(",
        "每月",
        "处室局部",
        "会议" * 3,
    ],
)
def test_time_grows_with_the_length_only(piece, faults):
    length = 25_000 if faults else 10_000
    text = piece * (length // len(piece))
    started = time.process_time()

    read(text)

    assert time.process_time() - started < length / 5_000
