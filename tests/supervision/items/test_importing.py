"""A sheet of items comes in: read row by row with reasons by cell, confirmed, taken back; or refused as hostile."""

import io
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import openpyxl
import pytest
import time_machine
from django.utils import timezone, translation

from secretariat.errors import Refused
from secretariat.exchange import services as exchange
from secretariat.exchange.models import ImportRun
from secretariat.people.models import DepartmentAlias
from supervision.items import services
from supervision.items.headings import HEADS
from supervision.items.importing import item_template
from supervision.items.models import SupervisionItem
from tests.secretariat.workbooks import specimens
from tests.secretariat.workbooks.specimens import sent
from tests.supervision.factories import ItemFactory
from tests.supervision.items.cast import DAY
from tests.supervision.items.sheets import HEADINGS, sheet_of

pytestmark = pytest.mark.django_db
IMPORT = "/supervision/items/import/"


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(datetime.combine(DAY, time(9), ZoneInfo("Asia/Shanghai")), tick=False):
        yield


@pytest.fixture
def preview(cast):
    def read(content, **options):
        options = {"on": DAY.isoformat(), **options}
        return exchange.preview("items", sent(content), by=cast.officer, at=timezone.now(), options=options)

    return read


@pytest.fixture
def reading(cast, preview):
    """`reading({"due": "年底"})`: how one row is read, in English."""
    from secretariat.exchange.queries import reading_of

    def read(*rows, **options):
        with translation.override("en"):
            return reading_of(preview(sheet_of(*rows), **options)).rows

    return read


# ── What is understood ───────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("due", "cycle", "understood"),
    [
        ("11月30日", None, (date(2026, 11, 30), "")),
        (date(2026, 12, 15), "每周五", (date(2026, 12, 15), "weekly:5")),
        ("2026-12-15", "不定期", (date(2026, 12, 15), "")),
        ("年底", "每月25日", (date(2026, 12, 31), "monthly:25")),
        ("+5wd", None, (date(2026, 9, 20), "")),
        (None, "每季度", (None, "quarterly")),
    ],
)
def test_times_are_read_as_papers_write_them(reading, due, cycle, understood):
    (row,) = reading({"due": due, "cycle": cycle})

    assert (row.found.due_on, row.found.cycle, row.failures) == (*understood, ())


def test_units_are_known_by_every_name_they_have(cast, reading):
    DepartmentAlias.objects.create(department=cast.lead, name="提案办")

    (row,) = reading({"lead": "提案办", "co": "农业农村委员会、研究室，研究室"})

    assert (row.found.lead, row.found.co_units) == ("提案委员会", ("农业农村委员会", "研究室"))


def test_people_class_and_label_are_understood(cast, reading):
    (row,) = reading({"handler": "牵头承办", "leader": "副秘书长", "importance": "紧急", "label": "公开"})

    assert (row.found.handler, row.found.leader) == (cast.staff.pk, cast.deputy.pk)
    assert (row.found.importance, row.found.label) == ("urgent", "public")


# ── What keeps a row out, and what is only told ──────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("filled", "said"),
    [
        ({"title": None}, "B2: empty; expected: 事项"),
        ({"title": "长" * 201}, "at most 200 characters"),
        ({"assignment": None}, "C2: empty; expected: 交办依据"),
        ({"lead": "提案委员"}, "F2: read “提案委员”; expected: a unit of the list of units, perhaps 提案委员会"),
        ({"lead": None}, "F2: empty; expected: a unit of the list of units"),
        ({"co": "研究室、没有的处"}, "G2: read “没有的处”; expected: a unit of the list of units"),
        ({"handler": "旁人"}, "H2: read “旁人”; expected: one person of the lead unit"),
        ({"leader": "牵头承办"}, "I2: read “牵头承办”; expected: one of the leaders of the office"),
        ({"due": "很快"}, "J2: read “很快”; expected: a time such as 11月30日、2026-12-15、年底、+10wd"),
        ({"due": 45}, "J2: read “45”; expected: a time such as"),
        ({"due": "2月30日"}, "J2: read “2月30日”; expected: a time such as"),
        ({"cycle": "常常"}, "K2: read “常常”; expected: a cycle such as"),
        ({"importance": "特急"}, "L2: read “特急”; expected: one of: 一般"),
    ],
)
def test_a_failure_names_the_cell_and_the_cure(reading, filled, said):
    (row,) = reading(filled)

    assert len(row.failures) == 1 and said in row.failures[0]


@pytest.mark.parametrize(
    ("filled", "said"),
    [
        ({"due": date(2026, 9, 11)}, "this day has passed"),
        ({"due": None}, "without a due date or a cycle"),
        ({"co": "提案委员会"}, "the lead unit is not one of the co-units"),
    ],
)
def test_a_doubt_is_told_and_the_row_is_taken(reading, filled, said):
    (row,) = reading(filled)

    assert row.is_good and len(row.warnings) == 1 and said in row.warnings[0]


def test_what_stands_in_the_sheet_twice_is_taken_once(reading):
    first, second = reading({"title": "修订 办法"}, {"title": "修订办法"})

    assert (first.failures, second.failures) == ((), ("B3: read “修订办法”; the same item stands in row 2 already",))


def test_what_the_ledger_has_is_left_out_unless_it_is_wanted(cast, reading):
    ItemFactory(title="修订提案办理办法", number=15, lead=cast.lead)
    said = "B2: read “修订提案办理办法”; the ledger has it already: 督〔2026〕15号"

    assert reading({})[0].failures == (said,)
    assert reading({}, takes_known=True)[0].warnings == (said,)


@pytest.mark.parametrize("state", ["not_filed", "terminated"])
def test_what_was_dropped_may_come_again(cast, reading, state):
    ItemFactory(title="修订提案办理办法", lead=cast.lead, state=state)

    assert reading({})[0].is_good


# ── The sheet as a whole ─────────────────────────────────────────────────────────────────────────────────────────────
def test_the_template_can_be_filled_in_and_its_example_is_left_out(cast, preview):
    book = openpyxl.load_workbook(io.BytesIO(item_template()))
    page = book.active
    assert [cell.value for cell in page[1]] == HEADINGS and page["A2"].value == "例"
    assert [cell.value for cell in book["可选内容"]["A"]][:3] == ["牵头单位", "提案委员会", "农业农村委员会"]

    page.append(["1", "编印手册", "秘书长交办", "印发", "", "研究室", "", "", "", "年底"])
    out = io.BytesIO()
    book.save(out)

    run = preview(out.getvalue())
    assert (run.rows_read, run.rows_failed) == (1, 0)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (sheet_of(heads=["甲"] * len(HEADS)), "No headings were found"),
        (sheet_of(heads=[*HEADINGS[:5], "甲", *HEADINGS[6:]]), "Row 1 looks like the headings, but these are missing"),
        (sheet_of(dict.fromkeys(HEADS)), "there is no row with an item"),
    ],
)
def test_a_sheet_without_its_table_is_refused(preview, content, said):
    with translation.override("en"), pytest.raises(Refused, match=said):
        preview(content)


# Made when they are sent: the bomb is large.
HOSTILE = {
    "formula": lambda: specimens.book('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>'),
    "entity": lambda: specimens.book(before='<!DOCTYPE a [<!ENTITY b "c">]>'),
    "bomb": lambda: specimens.book(specimens.row(1, specimens.cell("A1", "x" * 60_000_000))),
    "broken": lambda: specimens.book()[:200],
    "text": lambda: b"just words",
    "mark": lambda: sheet_of({"title": "机密★1年"}),
    "far column": lambda: specimens.book(specimens.row(1, specimens.cell("ZZ1", "x"))),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_sheet_is_refused_in_words_and_nothing_is_kept(cast, client, what):
    client.force_login(cast.officer)

    answer = client.post(IMPORT, {"file": sent(HOSTILE[what]())})

    assert answer.status_code == 422 and answer.context["form"].errors["file"]
    assert not ImportRun.objects.exists()


# ── Confirmed and taken back ─────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def officer(cast, client):
    client.force_login(cast.officer)
    return client


def test_a_sheet_becomes_drafts_only_when_it_is_confirmed(cast, officer):
    run = officer.post(IMPORT, {"file": sent(sheet_of({"importance": "重要"}, {"lead": "没有"}))})["Location"]
    page = officer.get(run).content.decode()
    assert "没有" in page and not SupervisionItem.objects.exists()

    officer.post(f"{run}confirm/")

    item = SupervisionItem.objects.get()
    assert (item.state, item.title, item.assignment, item.lead) == (
        "draft",
        "修订提案办理办法",
        "主席会议要求",
        cast.lead,
    )
    assert (item.due_on, item.original_due_on, item.importance, item.officer) == (
        date(2026, 11, 30), date(2026, 11, 30), "important", cast.officer,
    )  # fmt: skip


def test_failed_rows_come_back_as_a_sheet_that_can_be_sent_again(officer):
    run = officer.post(IMPORT, {"file": sent(sheet_of({}, {"title": "另一件", "lead": "没有"}))})["Location"]

    content = officer.get(f"{run}failed/").content
    rows = list(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))
    assert rows[1][1] == "另一件" and "没有" in rows[1][-1] and len(rows) == 2

    assert officer.post(IMPORT, {"file": sent(content)}).status_code == 302


def test_the_choice_to_take_what_the_ledger_has_is_kept(cast, officer):
    ItemFactory(title="修订提案办理办法", lead=cast.lead)
    run = officer.post(IMPORT, {"file": sent(sheet_of())})["Location"]

    officer.post(run, {"takes_known": "1"})

    assert ImportRun.objects.values_list("rows_failed", "options__takes_known").get() == (0, True)


def test_an_import_is_taken_back_for_a_day(officer):
    run = officer.post(IMPORT, {"file": sent(sheet_of())})["Location"]
    officer.post(f"{run}confirm/")

    officer.post(f"{run}undo/")

    assert SupervisionItem.objects.filter(deleted_at=None).count() == 0
    assert ImportRun.objects.get().state == "undone"


def test_a_sheet_is_thrown_away_before_it_is_confirmed(officer):
    run = officer.post(IMPORT, {"file": sent(sheet_of())})["Location"]

    page = officer.get(run).content.decode()
    answer = officer.post(f"{run}discard/")

    assert f"{run}discard/" in page
    assert (answer["Location"], ImportRun.objects.count()) == (IMPORT, 0)


def test_an_import_of_which_a_draft_was_submitted_is_not_taken_back(cast, officer):
    run = officer.post(IMPORT, {"file": sent(sheet_of())})["Location"]
    officer.post(f"{run}confirm/")
    services.submit(SupervisionItem.objects.get().pk, by=cast.officer, on=DAY)

    answer = officer.post(f"{run}undo/", follow=True)

    assert "修订提案办理办法" in answer.content.decode() and SupervisionItem.objects.get().deleted_at is None


def test_an_import_is_not_taken_back_after_a_day(officer):
    run = officer.post(IMPORT, {"file": sent(sheet_of())})["Location"]
    officer.post(f"{run}confirm/")

    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
        officer.force_login(ImportRun.objects.get().by)
        officer.post(f"{run}undo/")

    assert SupervisionItem.objects.get().deleted_at is None


@pytest.mark.parametrize("rows", [1, 3])
def test_the_preview_keeps_to_its_query_budget(officer, django_assert_num_queries, rows):
    run = officer.post(IMPORT, {"file": sent(sheet_of(*({"title": f"第{n}件"} for n in range(rows))))})["Location"]

    with django_assert_num_queries(10):
        officer.get(run)
