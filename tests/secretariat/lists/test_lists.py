"""Columns that are chosen, pages within bounds, and what an export says of itself."""

import io
import zipfile
from datetime import UTC, date, datetime

import openpyxl
import pytest

from secretariat.audit.models import Event
from secretariat.errors import Refused
from secretariat.lists import export, paging
from secretariat.lists.columns import Column, chosen
from secretariat.lists.paging import LongPaginator
from secretariat.people.models import Department
from tests.secretariat.factories import UserFactory
from tests.supervision.factories import DepartmentFactory

COLUMNS = [
    Column("name", "名称", lambda unit: unit.name, kept=True),
    Column("order", "顺序", lambda unit: unit.order),
    Column("kind", "类型", lambda unit: unit.kind, shown=False),
]


@pytest.mark.parametrize(
    ("asked", "names"),
    [([], "name order"), (["kind"], "name kind"), (["kind", "order"], "name order kind"), (["nonsense"], "name order")],
)
def test_columns_are_those_asked_for_in_the_order_of_the_list(asked, names):
    assert " ".join(column.name for column in chosen(COLUMNS, asked)) == names


@pytest.mark.django_db
@pytest.mark.parametrize(("rows", "count", "is_cut"), [(2, 2, False), (3, 3, False), (4, 3, True)])
def test_a_long_list_is_counted_only_so_far(monkeypatch, rows, count, is_cut, django_assert_num_queries):
    monkeypatch.setattr(paging, "LONG", 3)
    DepartmentFactory.create_batch(rows)
    pages = LongPaginator(Department.objects.order_by("pk"), 2)

    with django_assert_num_queries(1):
        assert (pages.count, pages.is_cut) == (count, is_cut)


@pytest.fixture
def extract(db):
    at = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)
    return export.Extract("单位", "状态 全部", "state=all", COLUMNS[:2], UserFactory(name="赵晓岚"), at)


def read(file):
    with file:
        return [list(row) for row in openpyxl.load_workbook(file).active.iter_rows(values_only=True)]


def test_a_sheet_holds_the_rows_and_who_took_it_when_and_by_which_filter(extract):
    DepartmentFactory(name="提案委", order=1)
    DepartmentFactory(name="研究室", order=2)

    rows = read(export.export(Department.objects.order_by("order"), extract, "xlsx"))

    assert rows[:3] == [["名称", "顺序"], ["提案委", 1], ["研究室", 2]]
    assert rows[-1][0] == "赵晓岚于2026-11-23 10:30导出，共2行，筛选条件：状态 全部"


@pytest.mark.parametrize("name", ["=1+1", "+A1", "@SUM(A1)", "-2"])
def test_a_cell_that_begins_like_a_formula_is_a_text(extract, name):
    DepartmentFactory(name=name)
    with export.export(Department.objects.all(), extract, "xlsx") as file:
        sheet = openpyxl.load_workbook(file).active

    assert (sheet["A2"].value, sheet["A2"].data_type) == (name, "s")


def test_a_paper_holds_the_same(extract):
    DepartmentFactory(name="提案委", order=1)

    paper = export.export(Department.objects.all(), extract, "docx")

    text = zipfile.ZipFile(io.BytesIO(paper)).read("word/document.xml").decode()
    assert "提案委" in text and "赵晓岚于2026-11-23" in text


def test_rule_47_an_export_is_logged(extract):
    DepartmentFactory.create_batch(2)

    export.export(Department.objects.all(), extract, "docx")

    event = Event.objects.get()
    assert (event.verb, event.actor, event.note) == ("list.exported", extract.by, "状态 全部")
    assert event.data == {"rows": 2, "format": "docx", "filter": "state=all"}


@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_what_is_too_long_is_refused_and_not_cut_off(extract, monkeypatch, form):
    monkeypatch.setitem(export.MOST, form, 1)
    DepartmentFactory.create_batch(2)

    with pytest.raises(Refused):
        export.export(Department.objects.all(), extract, form)

    assert not Event.objects.exists()


def test_days_and_gaps_are_said_as_people_read_them():
    assert [export._said(value) for value in (date(2026, 11, 3), None, "", 0)] == ["2026-11-03", "—", "—", "0"]
