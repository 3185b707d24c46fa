"""`manage.py read_week` prints what a published week holds, and keeps nothing."""

import json
from io import StringIO

import docx
import pytest
from django.core.management import CommandError, call_command

TEXT = """市政协一周工作安排（12月28日—1月3日）
12月28日上午9:30—11:00,市政协提案委员会召开主任会议(三楼会议室)。
1月3日晚上,政协大讲堂(第6期)。
另行通知。
"""


def run(path, *options):
    out, told = StringIO(), StringIO()
    call_command("read_week", str(path), *options, stdout=out, stderr=told)
    return out.getvalue(), told.getvalue()


@pytest.fixture
def file(tmp_path, db):
    path = tmp_path / "一周.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_json_has_a_row_for_each_activity_of_a_day(file):
    assert json.loads(run(file, "--year", "2026", "--json")[0]) == [
        {
            "date": "2026-12-28",
            "half_day": "上午",
            "time": "09:30",
            "unit": "市政协提案委员会",
            "activity": "召开主任会议",
            "until": "11:00",
            "place": "三楼会议室",
        },
        {
            "date": "2027-01-03",
            "half_day": "晚上",
            "time": "",
            "unit": "",
            "activity": "政协大讲堂(第6期)",
            "until": "",
            "place": "",
        },
    ]


def test_what_is_left_out_is_told_beside_the_list(file):
    told = run(file, "--year", "2026", "--json")[1]

    assert ("4" in told, "另行通知" in told, len(told.splitlines())) == (True, True, 1)


def test_lines_to_read_hold_the_same(file):
    assert run(file, "--year=2026")[0].splitlines()[1] == "2027-01-03\t晚上\t-\t-\t政协大讲堂(第6期)\t-\t-"


def test_a_file_of_gb18030_is_read(file):
    file.write_bytes(TEXT.encode("gb18030"))

    assert len(json.loads(run(file, "--year=2026", "--json")[0])) == 2


def word(path, *rows):
    made = docx.Document()
    for line in TEXT.splitlines()[: 1 if rows else None]:
        made.add_paragraph(line)
    if rows:
        table = made.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, words in zip(table.add_row().cells, row, strict=True):
                cell.text = words
    made.save(path)


def test_the_lines_of_a_word_document_are_read(file):
    word(file)

    assert [row["date"] for row in json.loads(run(file, "--year=2026", "--json")[0])] == ["2026-12-28", "2027-01-03"]


def test_the_table_of_a_word_document_is_read_with_the_week_of_its_title(file):
    word(file, ("日期", "时间", "活动内容", "地点"), ("星期日", "晚上7:30", "政协大讲堂", "礼堂"))

    (row,) = json.loads(run(file, "--year=2026", "--json")[0])
    assert (row["date"], row["time"], row["activity"], row["place"]) == ("2027-01-03", "19:30", "政协大讲堂", "礼堂")


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04rest", b"a" * 4_000_001, b"a" * 2_000_000, "11月23日，召开\0会议".encode(), b"\xff\xff\xff"]
)
def test_what_cannot_be_read_is_refused_in_words(file, content):
    file.write_bytes(content)

    with pytest.raises(CommandError):
        run(file, "--json")


def test_a_file_that_is_not_there_is_refused(db, tmp_path):
    with pytest.raises(CommandError):
        run(tmp_path / "fehlt.txt")


def test_a_year_that_no_calendar_has_is_refused(file):
    with pytest.raises(CommandError):
        run(file, "--year", "0")
