"""Minutes as a paper: from facts alone, in the form of GB/T 9704 §10.3."""

from datetime import date
from io import BytesIO

import docx
import pdfplumber
import pytest
from django.core.files.base import ContentFile

from planning.meetings.attended import Attended, named_by
from planning.meetings.composing import decided
from planning.meetings.minutes_paper import correction_paper, paper_of
from planning.meetings.models import Attendance, Meeting, MinutesCorrection, Series
from planning.meetings.parsing import read_minutes
from secretariat.documents.opening import open_document
from secretariat.papers.docx import render_docx
from secretariat.papers.paper import Heading, Paragraph, Roll, words_of
from secretariat.papers.pdf import render_pdf
from secretariat.people.models import User
from tests.secretariat.papers.conftest import font_dir
from tests.secretariat.workdays.test_calendar import CALENDAR

__all__ = ["font_dir"]

FACTS = {
    "masthead": "秘书长办公会会议纪要",
    "issuer": "市政协办公厅",
    "copy_to": "各参会单位。",
    "issue_line": "〔2026〕第43次",
    "date": "2026-11-24",
    "title": "秘书长办公会研究文史馆布展方案等事项",
    "opening": ["2026年11月23日9时，秘书长在机关三楼会议室主持召开第43次秘书长办公会。会议研究和议定事项纪要如下："],
    "lines": [
        {"title": "文史馆布展方案", "text": ["会议听取了汇报。"], "decisions": ["由行政处牵头。", "由财务处牵头。"]},
        {"title": "上周工作", "text": [], "decisions": ["由秘书处牵头。"]},
    ],
    "present": ["秘书长", "各副秘书长"],
    "leave": ["喆堃（出差）"],
    "observers": [],
    "file_name": "秘书长办公会会议纪要〔2026〕第43次",
}


def test_the_paper_says_the_facts_in_their_order():
    assert paper_of(FACTS).blocks == (
        Paragraph(FACTS["opening"][0]),
        Heading(1, "一、文史馆布展方案", numbered=False),
        Paragraph("会议听取了汇报。"),
        Paragraph("会议议定：（一）由行政处牵头。"),
        Paragraph("（二）由财务处牵头。"),
        Heading(1, "二、上周工作", numbered=False),
        Paragraph("会议议定：由秘书处牵头。"),
        Roll("出席：", "秘书长、各副秘书长"),
        Roll("请假：", "喆堃（出差）"),
    )


def test_both_renderings_hold_every_word_and_are_the_same_bytes_again(font_dir):
    paper = paper_of(FACTS)
    pdf, word = render_pdf(paper, font_dir=font_dir), render_docx(paper)

    assert (render_pdf(paper, font_dir=font_dir), render_docx(paper)) == (pdf, word)
    with pdfplumber.open(BytesIO(pdf)) as opened:
        printed = "".join("".join(page.extract_text() for page in opened.pages).split())
    written = "".join("".join(p.text for p in docx.Document(BytesIO(word)).paragraphs).split())
    body = [words.replace("\n", "") for words in words_of(paper) if words != FACTS["copy_to"]]
    assert [words for words in body if words not in printed] == []
    assert [words for words in body if words not in written and not words.endswith(("印发", "抄送："))] == ["分送："]


def test_a_decision_that_says_that_the_meeting_decides_is_printed_as_it_is():
    assert decided({"decisions": ["会议决定，由行政处牵头。"]}) == ["会议决定，由行政处牵头。"]
    assert decided({"decisions": ["会议纪要由秘书处起草。"]}) == ["会议议定：会议纪要由秘书处起草。"]


def test_without_receivers_the_imprint_has_one_row(font_dir):
    paper = paper_of(FACTS | {"copy_to": ""})

    with pdfplumber.open(BytesIO(render_pdf(paper, font_dir=font_dir))) as opened:
        drawn = [line["linewidth"] for line in opened.pages[-1].lines]
    imprint = docx.Document(BytesIO(render_docx(paper))).tables[-1]

    assert [round(width * 25.4 / 72, 2) for width in drawn] == [0.35, 0.35]
    assert [row.cells[0].text for row in imprint.rows] == ["市政协办公厅\t2026年11月24日印发", ""]


def test_minutes_published_here_are_read_back_decision_by_decision():
    written = open_document(ContentFile(render_docx(paper_of(FACTS)), name="minutes.docx"), limit=10_000)

    lines = read_minutes(written, on=date(2026, 11, 23), units=[], calendar=CALENDAR).lines

    assert [line.text for line in lines] == [text for line in FACTS["lines"] for text in line["decisions"]]


def test_a_correction_says_where_what_and_why():
    told = {"place": "一", "old": "11月20日", "new": "11月21日", "reason": "笔误"}
    correction = MinutesCorrection(number=2, on=date(2026, 11, 25), **told)
    paper = correction_paper(correction, name="会议纪要", issue_line="〔2026〕第43次", issuer="办公厅")

    words = [one for one in words_of(paper) if one]

    assert words[:2] == ["会议纪要更正", "〔2026〕第43次更正第2号"]
    assert words[2:10] == ["更正位置", "一", "原文", "11月20日", "更正为", "11月21日", "理由", "笔误"]


@pytest.mark.parametrize(
    ("participants", "present"),
    [("", ("秘书长",)), ("各副秘书长，各处室主要负责人、秘书长", ("秘书长", "各副秘书长", "各处室主要负责人"))],
)
def test_present_are_the_chair_and_those_who_always_meet(participants, present):
    meeting = Meeting(chair="秘书长", series=Series(participants=participants))

    assert named_by(meeting, []) == Attended(present=present)


def test_a_list_names_who_came_who_was_on_leave_and_who_came_instead():
    rows = [
        Attendance(name="秘书长"),
        Attendance(name="提案委员会", came=True),
        Attendance(name="研究室", came=False),
        Attendance(name="信息技术处", kind="observer"),
        Attendance(name="李明", state="leave", substitute="王强"),
    ]

    found = named_by(Meeting(chair="秘书长", series=Series()), rows)

    assert found == Attended(("秘书长", "提案委员会"), leave=("李明",), observers=("信息技术处", "王强"))


def test_who_chairs_is_named_once_and_before_all_others():
    general, deputy = User(pk=1, name="周远"), User(pk=2, name="高志明")
    rows = [Attendance(person=deputy), Attendance(person=general)]
    meeting = Meeting(chair="秘书长", series=Series())

    assert named_by(meeting, rows, chairs=[1]).present == ("周远", "高志明")
    assert named_by(meeting, rows[:1], chairs=[1]).present == ("秘书长", "高志明")
