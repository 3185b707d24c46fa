"""Words highlighted in the minutes."""

from planning.meetings.models import Decision
from planning.meetings.reading import Segment, paragraphs, segments

TEXT = "由行政处牵头，12月10日前完成。"
SPANS = [[1, 4, "lead"], [7, 14, "due"]]


def built(text, spans, ordinal=1):
    return Decision(text=text, ordinal=ordinal, reading={"spans": spans})


def test_segments_cut_a_text_at_its_spans():
    assert segments(TEXT, [(1, 4, "lead"), (7, 14, "due")]) == [
        Segment("由"),
        Segment("行政处", "lead"),
        Segment("牵头，"),
        Segment("12月10日前", "due"),
        Segment("完成。"),
    ]


def test_a_span_within_another_is_left_out():
    assert segments("每月25日前", [(0, 7, "cycle"), (2, 7, "due")]) == [Segment("每月25日前", "cycle")]


def test_paragraphs_show_label_and_words_of_each_decision():
    decision = built(TEXT, SPANS)

    (head, shown) = paragraphs(f"会议纪要\n\n  一、{TEXT}  ", [decision])

    assert (head.decision, head.segments) == (None, [Segment("会议纪要")])
    assert (shown.decision, shown.segments[:3]) == (
        decision,
        [Segment("一、"), Segment("由"), Segment("行政处", "lead")],
    )


def test_a_decision_over_two_paragraphs_keeps_its_words_in_both():
    decision = built(f"关于考评。\n{TEXT}", [[7, 10, "lead"]])

    shown = paragraphs(f"一、关于考评。\n{TEXT}", [decision])

    assert [Segment("行政处", "lead") in paragraph.segments for paragraph in shown] == [False, True]


def test_paragraphs_whose_decision_is_not_shown_stay_plain():
    shown = paragraphs(f"一、{TEXT}\n二、其他。", [built("其他。", [], ordinal=2)])

    assert [paragraph.decision is None for paragraph in shown] == [True, False]


def test_decisions_of_one_line_are_shown_one_below_the_other():
    first, second = built("由行政处牵头；", [[1, 4, "lead"]]), built("由财务处付款。", [[1, 4, "lead"]], ordinal=2)

    shown = paragraphs("一、关于绿化。会议议定：（一）由行政处牵头；（二）由财务处付款。", [first, second])

    assert [("".join(one.text for one in paragraph.segments), paragraph.decision) for paragraph in shown] == [
        ("一、关于绿化。会议议定：（一）由行政处牵头；", first),
        ("（二）由财务处付款。", second),
    ]
    assert all(paragraph.segments[2].role == "lead" for paragraph in shown)
