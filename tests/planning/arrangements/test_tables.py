"""The table of an arrangement is read from a Word document."""

from datetime import date, time
from io import BytesIO

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from planning.arrangements import services
from planning.arrangements.paper import Printed, table_paper
from planning.arrangements.queries import entries_of
from planning.arrangements.reading import ReadEntry
from planning.arrangements.tables import columns_of, read_table
from secretariat.documents.tables import open_tables
from secretariat.errors import Refused
from secretariat.papers.docx import render_docx
from secretariat.workdays import queries as workdays
from tests.planning.arrangements.conftest import moment

WEEK = (date(2026, 11, 23), date(2026, 11, 29))
HEAD = ("日期", "时间", "活动内容", "地点", "领导")


def read(*rows, head=HEAD):
    return read_table([[("标题",)], [("",) * len(head), head, *rows]], year=2026, days=WEEK)


def facts(read):
    return [(f"{one.on:%m-%d}", one.half_day, one.at, one.activity, one.place) for one in read.entries]


@pytest.mark.parametrize(
    ("day", "at", "expected"),
    [
        ("11月24日\n星期二", "上午\n9:30—11:00", [("11-24", "上午", time(9, 30))]),
        ("星期四", "下午3:00", [("11-26", "下午", time(15))]),
        ("11月28日（休）", "14:30", [("11-28", "下午", time(14, 30))]),
        ("2026-11-25", "", [("11-25", "", None)]),
        ("11月24日至25日", "全天", [("11-24", "全天", None), ("11-25", "全天", None)]),
    ],
)
def test_day_and_time_of_a_row(day, at, expected):
    found = read((day, at, "召开会议", "三楼", "高志明"))

    assert facts(found) == [(*one, "召开会议", "三楼") for one in expected]
    assert [one.leaders for one in found.entries] == ["高志明"] * len(expected)


def test_a_row_without_a_day_belongs_to_the_day_above_and_what_is_not_understood_is_named():
    found = read(
        ("11月24日", "上午", "召开会议", "", ""),
        ("", "下午", "赴两江\n新区调研", "—", ""),
        ("11月25日", "—", "", "", ""),
        ("", "", "召开座谈会", "", ""),
        ("11月31日", "", "没有这一天", "", ""),
    )

    assert [(row[0], row[3]) for row in facts(found)] == [
        ("11-24", "召开会议"),
        ("11-24", "赴两江新区调研"),
        ("11-25", "召开座谈会"),
    ]
    assert [one.line for one in found.unread] == [5]


@pytest.mark.parametrize(
    ("heads", "names"),
    [
        (("时 间", "会议（活动）名称", "会议地点", "出席领导", "责任单位"), "day activity place leaders unit"),
        (
            ("日期", "时段", "主要工作内容", "参加人员", "服务保障事项"),
            "day time activity participants support",
        ),
        (("姓名", "职务"), ""),
    ],
)
def test_headings_as_offices_write_them(heads, names):
    assert list(columns_of(heads)) == names.split() or set(columns_of(heads)) == set(names.split())


def test_a_document_without_such_a_table_is_refused_in_words():
    with pytest.raises(Refused, match="至少应有日期和活动内容") as refusal:
        read_table([[("姓名", "职务"), ("甲", "乙")]], year=2026, days=WEEK)

    assert refusal.value.field == "file"


def test_what_the_house_prints_it_reads_again(published, planner, line):
    more = {
        "starts_at": time(14, 30),
        "ends_at": time(16),
        "place": "三楼会议室",
        "leaders": "高志明",
        "note": "请着正装",
    }
    services.supplement_arrangement(
        published.pk,
        reason="补",
        line=line(activity="召开座谈会", **more),
        by=planner,
        at=moment(23),
    )
    paper = table_paper(Printed(published, entries_of(published, planner), [], at=moment(23)), calendar=workdays.load())
    upload = SimpleUploadedFile("一周.docx", render_docx(paper))
    found = read_table(open_tables(upload), year=2026, days=WEEK)

    last = ReadEntry(
        date(2026, 11, 24),
        "下午",
        time(14, 30),
        time(16),
        "提案委员会",
        "召开座谈会",
        3,
        place="三楼会议室",
        leaders="高志明",
        note="请着正装增补1号",
    )
    assert [one.activity for one in found.entries] == ["召开主任会议", "召开座谈会"]
    assert (found.entries[-1], found.unread) == (last, [])


# ── Pages ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def document(*rows):
    made = docx.Document()
    table = made.add_table(rows=0, cols=len(HEAD))
    for row in (HEAD, *rows):
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    packed = BytesIO()
    made.save(packed)
    return packed.getvalue()


ROW = ("11月24日", "上午9:30", "召开主任会议", "三楼会议室", "高志明")


def test_an_uploaded_table_is_confirmed_with_all_it_says(client, planner, week):
    client.force_login(planner)
    upload = SimpleUploadedFile("一周.docx", document(ROW))
    page = client.post(f"/planning/arrangements/{week.pk}/paste/", {"text": "", "file": upload})
    (form,) = page.context["rows"].forms
    typed = {f"rows-0-{name}": form[name].value() or "" for name in form.fields} | {"rows-0-keep": "on"}
    counts = {"rows-TOTAL_FORMS": "1", "rows-INITIAL_FORMS": "1"}
    client.post(f"/planning/arrangements/{week.pk}/confirm/", typed | counts)

    entry = week.entries.get()
    assert (entry.starts_at, entry.place, entry.leaders) == (time(9, 30), "三楼会议室", "高志明")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("一周.docx", "不是文档".encode() * 50, "这不是Word文档"),
        ("一周.docx", document(("11月24日", "", "机密★1年", "", "")), "密级"),
        ("绝密★.docx", document(ROW), "密级"),
        ("一周.docx", b"", "空"),
        ("", b"", "请在此粘贴"),
    ],
)
def test_other_files_are_refused_in_words(client, planner, week, name, content, words):
    client.force_login(planner)
    data = {"text": ""} | ({"file": SimpleUploadedFile(name, content)} if name else {})
    page = client.post(f"/planning/arrangements/{week.pk}/paste/", data)

    assert (page.status_code, words in page.content.decode()) == (422, True)


def test_a_document_without_a_table_is_read_line_by_line(client, planner, week):
    made = docx.Document()
    made.add_paragraph("11月24日上午9:30，提案委员会召开主任会议。")
    packed = BytesIO()
    made.save(packed)
    client.force_login(planner)
    upload = SimpleUploadedFile("一周.docx", packed.getvalue())
    page = client.post(f"/planning/arrangements/{week.pk}/paste/", {"text": "", "file": upload})

    assert [form.initial["activity"] for form in page.context["rows"].forms] == ["召开主任会议"]
