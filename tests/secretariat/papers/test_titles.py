"""Breaking titles."""

import pytest

from secretariat.papers.titles import title_lines


def test_title_lines_leave_a_short_title_whole():
    assert title_lines("关于2026年督办事项办理情况的报告") == ("关于2026年督办事项办理情况的报告",)


@pytest.mark.parametrize(
    "lines",
    [
        ("关于2026年11月市政协机关", "督办事项办理情况的报告"),
        ("关于市政协六届五次会议以来", "重点提案办理落实情况的通报"),
        ("关于开展《协商工作规则》", "贯彻落实情况专项督查的通知"),
    ],
)
def test_title_lines_break_between_words_into_lines_of_like_length(lines):
    assert title_lines("".join(lines)) == lines


def test_title_lines_keep_the_breaks_of_the_author():
    assert title_lines("关于督查的\n报告") == ("关于督查的", "报告")


def test_title_lines_leave_what_cannot_be_broken():
    assert title_lines("x" * 90) == ("x" * 90,)
    assert title_lines("") == ("",)


@pytest.mark.parametrize("length", range(20, 90, 3))
def test_title_lines_hold_no_lone_character_and_never_more_than_a_line(length):
    lines = title_lines(("督查工作要点落实情况汇报材料经由秘书处汇总报送市委" * 3)[:length])

    assert all(2 <= len(line) <= 20 for line in lines)


def test_title_lines_never_tear_a_number_from_its_unit():
    lines = title_lines("市政协机关各处室落实秘书长办公会议定的2026年第4季度18件事项情况")

    assert not any(line[-1].isdigit() or line[0].isdigit() or line[0] in "年件" for line in lines[1:])
