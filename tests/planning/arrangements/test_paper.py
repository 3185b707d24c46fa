"""An arrangement on paper: the wide table and the published lines, as Word and PDF."""

from datetime import date, time
from io import BytesIO

import docx
import pdfplumber
import pytest
from django.conf import settings

from planning.arrangements import services
from planning.arrangements.models import Arrangement, Entry
from planning.arrangements.paper import Printed, file_name, lines_paper, table_paper
from planning.arrangements.queries import changes_of, entries_of, line_of, text_of
from secretariat.papers.docx import render_docx
from secretariat.papers.pdf import render_pdf
from secretariat.workdays import queries as workdays
from secretariat.workdays.calendar import Calendar
from tests.planning.arrangements.conftest import CUT_OFF, moment


@pytest.fixture
def printed(published, planner, line):
    more = {"starts_at": time(14, 30), "half_day": "afternoon", "ends_at": time(16), "place": "三楼会议室"}
    services.supplement_arrangement(
        published.pk, reason="主席另有公务", line=line(activity="召开座谈会", **more), by=planner, at=moment(23)
    )
    entries = entries_of(published, planner)
    return Printed(published, entries, changes_of(published, entries), at=moment(23, 16))


@pytest.fixture
def paper(printed):
    return table_paper(printed, calendar=workdays.load())


def test_the_table_says_who_does_what_when_and_where(paper):
    table = paper.blocks[0]

    assert paper.landscape
    assert table.head == ("日期", "时间", "活动内容", "地点", "领导", "参会人员", "单位", "保障需求", "备注")
    meeting = ("11月24日\n星期二", "下午\n14:30—16:00", "召开座谈会", "三楼会议室", "", "", "提案委员会", "")
    assert table.rows[2] == (*meeting, "增补1号")
    added = "增加“11月24日下午2:30—4:00，提案委员会召开座谈会”"
    assert table.note == f"增补1号（11月23日12:00）：{added}。理由：主席另有公务"


def test_rule_34_a_week_shows_all_its_days_and_merges_those_of_one(paper):
    table = paper.blocks[0]

    assert table.groups == (1, 2, 1, 1, 1, 1, 1)
    assert [row[0] for row in table.rows[-2:]] == ["11月28日\n星期六（休）", "11月29日\n星期日（休）"]


def test_rule_34_a_worked_weekend_is_marked(planner):
    week = services.open_arrangement(kind="week", day=date(2026, 9, 14), cut_off_at=CUT_OFF, by=planner)
    table = table_paper(Printed(week, [], [], at=CUT_OFF), calendar=workdays.load()).blocks[0]

    assert table.rows[-1][:2] == ("9月20日\n星期日（班）", "—")


def test_it_says_which_edition_it_is_and_when_it_was_printed(paper, week, planner):
    draft = table_paper(Printed(week, [], [], at=moment(18, 9)), calendar=workdays.load())

    assert paper.subtitle == "第1版，含增补1号\u3000打印时间：2026年11月23日16:00"
    assert draft.subtitle == "未发布稿（征集中）\u3000打印时间：2026年11月18日09:00"


def test_the_published_form_is_a_line_for_each_entry(printed):
    words = [block.text for block in lines_paper(printed).blocks]

    assert words[:2] == ["11月24日上午，提案委员会召开主任会议。", "11月24日下午2:30—4:00，提案委员会召开座谈会。"]


@pytest.mark.parametrize(
    ("at", "half", "words"),
    [
        (time(9), "morning", "上午9:00"),
        (time(12, 30), "afternoon", "下午12:30"),
        (time(15), "", "下午3:00"),
        (time(19, 5), "evening", "晚上7:05"),
        (time(15), "day", "全天15:00"),
        (None, "", ""),
    ],
)
def test_a_line_says_the_time_as_it_is_spoken(at, half, words):
    entry = Entry(on=date(2026, 11, 24), starts_at=at, half_day=half, unit_words="秘书处", activity="召开会议")

    assert line_of(entry, date(2026, 11, 23)) == f"11月24日{words}，秘书处召开会议。"


def test_an_addendum_says_what_it_changes_and_what_it_withdraws_on_the_page_as_on_paper(
    client, published, planner, line
):
    for more in ({"line": line(day=26)}, {}):
        entry = Entry.objects.standing().get().pk
        facts = {"by": planner, "at": moment(23)}
        services.supplement_arrangement(published.pk, reason="上级临时通知", entry_id=entry, **facts, **more)
    changes = changes_of(published, list(published.entries.in_order()))
    words = [block.text for block in lines_paper(Printed(published, [], changes, at=moment(23))).blocks]
    client.force_login(planner)

    assert words == [
        "增补1号（11月23日12:00）：原“11月24日上午，提案委员会召开主任会议”改为“11月26日上午，提案委员会召开主任会议”。理由：上级临时通知",
        "增补2号（11月23日12:00）：取消“11月26日上午，提案委员会召开主任会议”。理由：上级临时通知",
    ]
    assert "\n".join(words) in client.get(f"{published.get_absolute_url()}?view=text").content.decode()


def test_word_and_pdf_say_the_same(paper):
    document = docx.Document(BytesIO(render_docx(paper)))
    cells = [cell.text for row in document.tables[0].rows for cell in row.cells]
    with pdfplumber.open(BytesIO(render_pdf(paper, font_dir=settings.FONT_DIR))) as pdf:
        text = "".join("".join(page.extract_text().split()) for page in pdf.pages)

    for words in ("召开座谈会", "三楼会议室", "增补1号"):
        assert words in cells and words in text
    assert paper.subtitle.replace("\u3000", "") in text


def test_the_file_bears_the_days(published):
    assert file_name(published) == "一周工作安排（2026年11月23日—11月29日）"


def test_a_day_of_another_year_than_the_title_names_it():
    week = Arrangement(first_on=date(2026, 12, 28), last_on=date(2027, 1, 3))
    entries = [Entry(on=day, activity="召开会议") for day in (date(2026, 12, 31), date(2027, 1, 1))]
    table = table_paper(Printed(week, entries, [], at=moment(23)), calendar=Calendar([])).blocks[0]

    assert str(week) == "2026年第53周工作预安排（12-28至2027-01-03）"
    assert text_of(week, entries).splitlines() == [
        "一周工作安排（2026年12月28日—2027年1月3日）",
        "12月31日，召开会议。",
        "2027年1月1日，召开会议。",
    ]
    assert [row[0].split("\n")[0] for row in table.rows[3:5]] == ["12月31日", "2027年1月1日"]


@pytest.mark.parametrize("form", ["table", "lines"])
def test_everybody_downloads_what_they_may_see(client, week, planner, stranger, line, form):
    services.add_entry(week.pk, line=line(), by=planner, at=moment(18))
    client.force_login(stranger)
    response = client.get(f"/planning/arrangements/{week.pk}/{form}.docx")
    document = docx.Document(BytesIO(response.content))
    words = [one.text for one in document.paragraphs] + [c.text for t in document.tables for c in t._cells]

    assert "一周工作安排" in words[0] and not [one for one in words if "召开主任会议" in one]


@pytest.mark.parametrize("name", ["table.doc", "wall.pdf"])
def test_there_are_no_other_files(client, week, planner, name):
    client.force_login(planner)

    assert client.get(f"/planning/arrangements/{week.pk}/{name}").status_code == 404
