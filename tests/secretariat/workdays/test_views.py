"""The pages of the calendar: its years, the import, and the dates to decide."""

import zipfile
from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from secretariat.people.models import PostKind
from secretariat.sheets import write_xlsx
from secretariat.workdays.models import CalendarYear, DateToDecide
from secretariat.workdays.services import import_year
from tests.planning.consultations.factories import CheckpointFactory
from tests.planning.factories import MeetingFactory, SeriesFactory
from tests.planning.plans.factories import PlanItemFactory
from tests.secretariat.workdays import made_up
from tests.supervision.factories import ItemFactory, person

pytestmark = pytest.mark.django_db

IMPORT, DATES = "/workdays/import/", "/workdays/dates/"
DUE = date(2027, 1, 4)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-12-30 09:00+08:00", tick=False):
        yield date(2026, 12, 30)


@pytest.fixture
def administrator(client):
    client.force_login(person(PostKind.ADMINISTRATOR))
    return client


@pytest.fixture
def officer(client):
    client.force_login(person(PostKind.SUPERVISOR))
    return client


def typed(**facts):
    return {"year": "2027", "notice": "", "text": made_up.TEXT} | facts


# ── Years ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_rule_07_a_year_that_is_not_imported_says_so(administrator):
    page = administrator.get("/workdays/2027/")

    assert page.context["shown"].is_provisional
    assert "/workdays/import/?year=2027" in page.content.decode()


def test_rule_01_a_year_shows_its_working_days_and_holidays(administrator):
    shown = administrator.get("/workdays/2026/").context["shown"]

    assert (shown.workdays, sum(month.workdays for month in shown.months)) == (248, 248)
    holidays = {one.name: (one.count, one.worked) for one in shown.holidays}
    assert holidays["国庆节"] == (7, [date(2026, 9, 20), date(2026, 10, 10)])


@pytest.mark.parametrize("year", [0, 1, 1949, 2200, 99999])
def test_years_out_of_reach_are_not_found(administrator, year):
    assert administrator.get(f"/workdays/{year}/").status_code == 404


@pytest.mark.parametrize("imported", [1, 3])
def test_the_page_of_a_year_asks_the_same_number_of_questions_always(
    administrator, django_assert_num_queries, imported
):
    for year in range(2027, 2027 + imported):
        days = [{"date": f"{year}-01-01", "kind": "off", "name": "元旦"}]
        import_year(days, year=year, notice="号", by=None, on=date(2026, 12, 30))
    administrator.get("/workdays/2026/")

    with django_assert_num_queries(9):
        administrator.get("/workdays/2026/")


# ── Import ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_form_begins_with_the_first_year_that_is_not_imported(administrator):
    assert administrator.get(IMPORT).context["form"]["year"].value() == 2027


def test_rule_08_a_preview_saves_nothing(administrator):
    page = administrator.post(IMPORT, typed())

    assert (page.status_code, page.context["notice"]) == (200, made_up.NOTICE)
    assert len(page.context["preview"].taken) == 28
    assert not CalendarYear.objects.filter(year=2027).exists()


def test_rule_08_a_confirmed_calendar_is_kept_with_its_notice(administrator):
    ItemFactory(due_on=DUE)

    page = administrator.post(IMPORT, typed(confirm="1"))

    assert page["Location"] == "/workdays/2027/"
    assert CalendarYear.objects.get(year=2027).notice == made_up.NOTICE
    assert DateToDecide.objects.count() == 1


@pytest.mark.parametrize(
    ("row", "number"),
    [
        ("2027-10-01,班,国庆节", 14),
        ("2027-10-01,休,国庆节", 14),
        ("2027-10-11,班,国庆节", 14),
        ("2026-10-11,班,国庆节", 14),
        ("2027-02-30,休,国庆节", 14),
        ("2027-10-09,半,国庆节", 14),
        ("2027-10-09,班", 14),
    ],
)
@pytest.mark.parametrize("button", [{}, {"confirm": "1"}])
def test_rule_08_rows_that_cannot_be_taken_are_named_and_nothing_is_kept(administrator, row, number, button):
    page = administrator.post(IMPORT, typed(text=f"{made_up.TEXT}{row}\n") | button)

    assert page.status_code == 422
    assert number in {line.number for line in page.context["preview"].shown if line.reasons}
    assert not CalendarYear.objects.filter(year=2027).exists()


def test_a_calendar_without_the_number_of_its_notice_is_not_imported(administrator):
    text = made_up.TEXT.replace(made_up.NOTICE, "")

    page = administrator.post(IMPORT, typed(text=text, confirm="1"))

    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["notice"]


ROWS = [["2027-01-01", "off", "元旦"], ["2027-01-02", "班", "元旦"]]
CSV = "日期,类型,名称\n" + "\n".join(",".join(row) for row in ROWS)


def workbook() -> bytes:
    with write_xlsx("2027", ["日期", "类型", "名称"], ROWS) as file:
        return file.read()


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("2027.csv", CSV.encode()),
        SimpleUploadedFile("2027.csv", CSV.encode("gb18030")),
        SimpleUploadedFile("2027.txt", made_up.TEXT.encode()),
        lambda: SimpleUploadedFile("2027.xlsx", workbook()),
    ],
    ids=["utf-8", "gb18030", "notice", "xlsx"],
)
def test_a_file_becomes_text_to_look_at(administrator, file):
    page = administrator.post(IMPORT, typed(text="", file=file() if callable(file) else file))

    preview, shown = page.context["preview"], page.context["form"]["text"].value()
    assert (page.status_code, len(preview.taken)) == (200, 28 if "放假" in shown else 2)
    assert administrator.post(IMPORT, typed(text=shown, notice="号", confirm="1")).status_code == 302


@pytest.mark.parametrize(
    "facts",
    [
        {"text": ""},
        {"text": "甲" * 20_001},
        {"text": "\n" * 400},
        {"year": "27"},
        {"year": "20270"},
        {"year": "二〇二七"},
        {"notice": "号" * 61},
        {"notice": "绝密★长期", "confirm": "1"},
        {"text": "", "file": b""},
        {"text": "", "file": b"\x00\x01\x02"},
        {"text": "", "file": b"PK\x03\x04 no workbook"},
        {"text": "", "file": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"},
        {"text": "", "file": b"0" * (1024 * 1024 + 1)},
        {"text": "", "file": b"2027-01-01,off,x\n" * 2000},
    ],
)
def test_bad_input_is_refused_in_words(administrator, facts):
    if isinstance(facts.get("file"), bytes):
        facts = facts | {
            "file": SimpleUploadedFile("2027.xlsx" if facts["file"][:2] == b"PK" else "a.csv", facts["file"])
        }

    page = administrator.post(IMPORT, typed(**facts))

    assert page.status_code == 422
    assert page.context["form"].errors
    assert not CalendarYear.objects.filter(year=2027).exists()


def test_a_workbook_that_unpacks_to_far_more_than_it_says_is_refused(administrator):
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", bytes(80 * 1024 * 1024))

    page = administrator.post(IMPORT, typed(text="", file=SimpleUploadedFile("2027.xlsx", packed.getvalue())))

    assert (page.status_code, list(page.context["form"].errors)) == (422, ["file"])


def test_a_character_that_no_text_has_is_refused(administrator):
    answer = administrator.post(IMPORT, typed(text="2027-01-01,off,\x00"))

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["text"])


def test_text_without_days_says_so(administrator):
    page = administrator.post(IMPORT, typed(text="值班安排另行通知。"))

    assert page.context["preview"].taken == []
    assert 'name="confirm"' not in page.content.decode()


@pytest.mark.parametrize(("kind", "is_reached"), [(PostKind.ADMINISTRATOR, True), (PostKind.SUPERVISOR, False)])
def test_the_import_is_reached_from_the_administration_by_whoever_may_import(client, kind, is_reached):
    someone = person(kind, is_staff=True)
    someone.user_permissions.set(Permission.objects.filter(codename="view_calendaryear"))
    client.force_login(someone)

    page = client.get(reverse("admin:secretariat_calendaryear_changelist")).content.decode()

    assert (reverse("workdays:import") in page) is is_reached


# ── Dates ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def bring_in():
    import_year(made_up.rows(), year=2027, notice=made_up.NOTICE, by=None, on=date(2026, 12, 30))


def test_dates_to_decide_stand_with_buttons_before_their_office(officer):
    item = ItemFactory(due_on=DUE)
    bring_in()

    page = officer.get(DATES)

    assert [(row.subject, steps) for row, steps in page.context["lines"]] == [(item, ["keep", "move"])]


def test_leaders_read_the_dates_and_have_no_buttons(client):
    ItemFactory(due_on=DUE)
    bring_in()
    client.force_login(person(PostKind.SECRETARY_GENERAL))

    assert [steps for _row, steps in client.get(DATES).context["lines"]] == [[]]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_dates_asks_the_same_number_of_questions_always(client, django_assert_num_queries, count):
    for _n in range(count):
        ItemFactory(due_on=DUE)
        MeetingFactory(series=SeriesFactory(weekday=1, first_on=DUE), year=2027, number=1, nominal_on=DUE)
        CheckpointFactory(consultation__meeting_on=DUE, kind="outcome", offset=1, due_on=date(2027, 1, 5))
        PlanItemFactory(plan__year=2027, due_words="1月4日", due=("date", DUE, DUE, ""))
    bring_in()
    client.force_login(person(PostKind.SECRETARY_GENERAL))
    client.get(DATES)

    with django_assert_num_queries(11):
        client.get(DATES)


def test_rule_07_a_date_is_moved_on_its_page(officer):
    ItemFactory(due_on=DUE)
    bring_in()
    row = DateToDecide.objects.get()

    form = officer.get(f"{DATES}{row.pk}/move/").context["form"]
    page = officer.post(f"{DATES}{row.pk}/move/", {"to_on": form["to_on"].value(), "reason": "原定日放假"})

    row.refresh_from_db()
    assert (page["Location"], row.state, row.new_on) == (DATES, "moved", date(2027, 1, 6))
    assert [row for row, _steps in officer.get(f"{DATES}?show=decided").context["lines"]] == [row]


@pytest.mark.parametrize(
    ("step", "facts", "field"),
    [
        ("keep", {}, "reason"),
        ("keep", {"reason": "长" * 201}, "reason"),
        ("move", {"reason": "改期", "to_on": ""}, "to_on"),
        ("move", {"reason": "改期", "to_on": "2027-02-30"}, "to_on"),
        ("move", {"reason": "改期", "to_on": "2026-01-01"}, "to_on"),
        ("move", {"reason": "改期", "to_on": "2027-01-04"}, "to_on"),
    ],
)
def test_decisions_that_are_refused_name_the_field(officer, step, facts, field):
    ItemFactory(due_on=DUE)
    bring_in()

    page = officer.post(f"{DATES}{DateToDecide.objects.get().pk}/{step}/", facts)

    assert (page.status_code, list(page.context["form"].errors)) == (422, [field])


@pytest.mark.parametrize("address", ["dates/0/keep/", "dates/999999/move/"])
def test_dates_that_are_not_there_are_not_found(officer, address):
    assert officer.get(f"/workdays/{address}").status_code == 404
