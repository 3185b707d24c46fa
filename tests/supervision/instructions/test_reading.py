"""The words of an instruction are read as minutes are: who leads, who takes part, until when."""

from datetime import date

import pytest

from supervision.instructions.reading import proposals


def read(instruction):
    return [
        (one.lead.short if one.lead else None, [unit.short for unit in one.co_units], one.due_on, one.cycle)
        for one in proposals(instruction)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "请提案委牵头，农业农村委配合，12月10日前提出方案。",
            [("提案委", ["农业农村委"], date(2026, 12, 10), "")],
        ),
        (
            "一、由研究室牵头，年底前形成报告。\n二、请督查室每月25日前报送进展。",
            [("研究室", [], date(2026, 12, 31), ""), ("督查室", [], None, "monthly:25")],
        ),
        (
            "请提案委员会、研究室分别于12月10日前提出意见。",
            [("提案委", [], date(2026, 12, 10), ""), ("研究室", [], date(2026, 12, 10), "")],
        ),
        ("已阅。", []),
        ("请市财政局于12月10日前研究提出意见。", [(None, [], date(2026, 12, 10), "")]),
    ],
)
def test_what_the_words_ask_for(cast, enter, text, expected):
    cast.co_unit.aliases.create(name="农业农村委")
    cast.lead.aliases.create(name="提案委")

    assert read(enter(text=text)) == expected


def test_the_words_are_marked_from_which_each_was_read(enter):
    [one] = proposals(enter())

    marked = [(segment.text, segment.role) for segment in one.segments if segment.role]
    assert marked == [("提案委员会", "lead"), ("农业农村委员会", "co"), ("12月10日前", "due")]
    assert one.due_words == "12月10日前"


def test_a_unit_that_the_table_does_not_hold_is_named_as_it_is_written(enter):
    [one] = proposals(enter(text="请市财政局于12月10日前研究提出意见。"))

    assert (one.lead, one.written) == (None, "市财政局")
