"""The log of the house: read by those who watch over it, filtered by the address, handed out and logged."""

import csv
import io
from datetime import UTC, datetime, timedelta

import openpyxl
import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from secretariat.audit import export, services
from secretariat.audit.models import Event
from secretariat.audit.rules import READERS
from secretariat.people.models import Department, Post, PostKind
from tests.secretariat.factories import UserFactory
from tests.supervision.factories import ExtensionFactory, ItemFactory

LOG = "/log/"


@pytest.fixture
def auditor(client, db):
    person = UserFactory(name="林审计")
    Post.objects.create(user=person, kind=PostKind.AUDITOR)
    client.force_login(person)
    return person


@pytest.fixture
def record(db):
    """`record("item.filed", subject, on=23)`: an event of a day of November 2026, at nine in the morning."""

    def write(verb="unit.added", subject=None, on=23, hour=1, **facts):
        subject = subject or Department.objects.get_or_create(name="提案委员会")[0]
        at = datetime(2026, 11, on, hour, tzinfo=UTC)
        event = services.record(actor=facts.pop("actor", None), verb=verb, subject=subject, **facts)
        fresh = Event(**{field.attname: getattr(event, field.attname) for field in Event._meta.fields} | {"id": None})
        fresh.at = at
        fresh.save()
        return fresh

    return write


def shown(client, **asked):
    return [line.event.pk for line in client.get(LOG, asked).context["lines"]]


def test_readers_of_the_log_are_kinds_of_posts():
    assert set(READERS) <= set(PostKind.values)


def test_an_auditor_begins_with_the_log(client, auditor):
    assert client.get("/")["Location"] == LOG


def test_events_stand_newest_first(client, auditor, record):
    old, new = record(on=22), record(on=23)

    assert [pk for pk in shown(client) if pk in (old.pk, new.pk)] == [new.pk, old.pk]


def test_an_empty_log_says_what_it_is_for(client, auditor):
    page = client.get(LOG).content.decode()

    assert "尚无操作记录" in page


def test_a_filter_without_a_match_offers_to_be_cleared(client, auditor, record):
    record()

    assert "没有符合条件的记录" in client.get(LOG, {"q": "没有这个"}).content.decode()


# ── Filter ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_rule_09_a_period_holds_its_last_day_to_midnight_of_the_place(client, auditor, record):
    before = record(on=21, hour=15, verb="x.before")
    first = record(on=21, hour=16, verb="x.first")
    last = record(on=22, hour=15, verb="x.last")
    after = record(on=22, hour=16, verb="x.after")

    found = shown(client, since="2026-11-22", until="2026-11-22")

    assert (set(found) & {before.pk, first.pk, last.pk, after.pk}) == {first.pk, last.pk}


def test_the_log_is_filtered_by_person_and_by_whom_they_acted_for(client, auditor, record):
    anna, bert = UserFactory(name="安"), UserFactory(name="贝")
    own, lent, other = record(actor=anna), record(actor=anna, behalf=bert), record(actor=bert)

    # What the fixture wrote first stands there as well, under the same actor.
    assert {own.pk, lent.pk} <= set(shown(client, person=anna.pk)) and other.pk not in shown(client, person=anna.pk)
    assert own.pk not in shown(client, behalf=bert.pk) and lent.pk in shown(client, behalf=bert.pk)


def test_the_system_itself_can_be_asked_for(client, auditor, record):
    by_system, by_person = record(), record(actor=auditor)

    found = shown(client, person="system")
    assert by_system.pk in found and by_person.pk not in found


def test_the_log_is_searched_by_what_was_done_in_the_words_of_the_reader(client, auditor, record):
    filed, moved = record("item.filed"), record("meeting.moved")

    assert filed.pk in shown(client, q="立项 提案") and moved.pk not in shown(client, q="立项")
    auditor.language = "en"
    auditor.save()
    assert filed.pk in shown(client, q="approved") and filed.pk not in shown(client, q="立项")


@pytest.mark.parametrize(
    ("asked", "expected"), [("item.filed", {"item.filed"}), ("item.", {"item.filed", "item.opened"})]
)
def test_the_log_is_filtered_by_verb_and_by_group(client, auditor, record, asked, expected):
    for verb in ("item.filed", "item.opened", "meeting.moved"):
        record(verb)

    assert {line.event.verb for line in client.get(LOG, {"verb": asked}).context["lines"]} == expected


def test_the_log_is_filtered_by_kind_of_record_and_by_words(client, auditor, record):
    unit, item = record(), record("item.filed", ItemFactory(title="编印手册"), note="请 抓紧")

    assert unit.pk not in shown(client, kind="supervision.supervisionitem")
    assert item.pk in shown(client, kind="supervision.supervisionitem", q="手册 抓紧")
    assert shown(client, q="手册 没有") == []


@pytest.mark.parametrize(
    "asked", [{"since": "yesterday"}, {"person": "x"}, {"verb": "x' or 1=1"}, {"kind": "a.b"}, {"page": "99"}]
)
def test_what_cannot_be_read_is_left_aside(client, auditor, record, asked):
    kept = record()

    assert kept.pk in shown(client, **asked)


# ── Lines ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_line_says_who_for_whom_what_and_from_which_state(client, auditor, record):
    record("item.filed", ItemFactory(), actor=auditor, behalf=UserFactory(name="何川"), before="pending", after="filed")

    page = client.get(LOG, {"verb": "item.filed"}).content.decode()

    assert "林审计代何川" in "".join(page.split())
    assert "批准立项" in page
    assert "待审批 → 已立项" in page


def test_a_line_tells_in_words_what_changed(client, auditor, record):
    record("admin.changed", ItemFactory(), changed={"importance": ["ordinary", "urgent"], "due_on": "2026-11-30"})

    changes = client.get(LOG, {"verb": "admin.changed"}).context["lines"][0].changes

    assert {(change.label, change.before, change.after) for change in changes} == {
        ("类别", "一般", "紧急"),
        ("办理时限", "", "2026-11-30"),
    }


def test_a_record_with_a_page_is_a_link(client, auditor, record):
    item = ItemFactory()
    event = record("item.filed", item)

    assert client.get(f"{LOG}{event.pk}/record/")["Location"] == item.get_absolute_url()
    assert f"{LOG}{event.pk}/record/" in client.get(LOG).content.decode()


def test_a_part_leads_to_the_page_of_its_whole(client, auditor, record):
    extension = ExtensionFactory()
    event = record("extension.asked", extension, whole=extension.item)

    assert client.get(f"{LOG}{event.pk}/record/")["Location"] == extension.item.get_absolute_url()


def test_a_record_without_a_page_or_thrown_away_is_no_link(client, auditor, record):
    thrown = ItemFactory(state="draft", deleted_at=datetime(2026, 11, 23, tzinfo=UTC))
    events = [record(), record("item.discarded", thrown)]

    page = client.get(LOG).content.decode()

    assert [f"/log/{event.pk}/record/" in page for event in events] == [False, False]
    assert [client.get(f"{LOG}{event.pk}/record/").status_code for event in events] == [404, 404]


def test_the_log_needs_as_many_queries_for_one_row_as_for_many_kinds(client, auditor, record):
    record()
    client.get(LOG)
    with CaptureQueriesContext(connection) as few:
        client.get(LOG)
    for n in range(3):
        record("item.filed", ItemFactory(), actor=UserFactory(), on=20 + n)
        extension = ExtensionFactory()
        record("extension.asked", extension, whole=extension.item)

    with CaptureQueriesContext(connection) as many:
        client.get(LOG)

    assert len(many) <= 10
    assert len(many) - len(few) <= 1  # the one query for what is visible, of however many kinds


@pytest.mark.parametrize(
    ("condition", "index"),
    [
        ("at >= '2026-11-01' and at < '2026-12-01'", "secretariat_event_at"),
        ("actor_id = 1", "event_actor"),
        ("verb = 'item.filed'", "event_verb"),
    ],
)
def test_period_person_and_verb_use_an_index(db, condition, index):
    kind = ContentType.objects.get_for_model(Department)
    first = datetime(2025, 1, 1, tzinfo=UTC)
    Event.objects.bulk_create(
        Event(at=first + timedelta(days=n % 900), verb=f"kind.{n % 40}", subject_type=kind, subject_id=n, label="提案")
        for n in range(3000)
    )
    with connection.cursor() as cursor:
        cursor.execute("analyze secretariat_event")  # on an empty table every index is as good as any other
        cursor.execute(f"explain select * from secretariat_event where {condition}")
        plan = "\n".join(row[0] for row in cursor.fetchall())

    assert index in plan


# ── Export ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def sheet_of(answer):
    content = b"".join(answer.streaming_content)
    return [list(row) for row in openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].values]


def test_rule_47_an_export_holds_what_is_filtered_and_is_an_event(client, auditor, record):
    record("item.filed", ItemFactory(title="编印手册"), on=22)
    record("meeting.moved", on=22)

    rows = sheet_of(client.post(f"{LOG}export/?verb=item.filed&until=2026-11-22", {"format": "xlsx"}))

    assert [row[5][-4:] for row in rows[1:]] == ["编印手册"]
    event = Event.objects.get(verb="list.exported")
    assert (event.actor, event.label, event.data["rows"], event.data["format"]) == (auditor, "操作日志", 1, "xlsx")
    assert event.data["filter"] == "verb=item.filed&until=2026-11-22"
    assert event.note == "止: 2026-11-22; 操作: 批准立项"


def test_an_export_says_which_list_went_out(client, auditor):
    client.post(f"{LOG}export/?verb=item.filed", {"format": "csv"})

    line = next(line for line in client.get(LOG).context["lines"] if line.event.verb == "list.exported")
    assert (line.kind, line.event.label) == ("操作记录", "操作日志")


def test_no_cell_of_an_export_is_a_formula(client, auditor, record):
    evil = '=HYPERLINK("http://x")'
    record(note=evil, on=22)

    book = client.post(f"{LOG}export/?until=2026-11-22", {"format": "xlsx"})
    text = client.post(f"{LOG}export/?until=2026-11-22", {"format": "csv"})

    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(book.streaming_content))).worksheets[0]
    assert (sheet["J2"].value, sheet["J2"].data_type) == (evil, "s")
    rows = list(csv.reader(io.StringIO(b"".join(text.streaming_content).decode("utf-8-sig"))))
    assert rows[1][9] == f"'{evil}"


def test_an_export_that_would_be_cut_off_is_refused(client, auditor, record, monkeypatch):
    monkeypatch.setattr(export, "LIMIT", 1)
    record(), record()

    answer = client.post(f"{LOG}export/?q=提案", {"format": "csv"}, follow=True)

    assert answer.redirect_chain == [("/log/?q=%E6%8F%90%E6%A1%88", 302)]
    assert "缩小筛选范围" in answer.content.decode()
    assert not Event.objects.filter(verb="list.exported").exists()


def test_a_link_exports_nothing(client, auditor):
    assert client.get(reverse("log_export")).status_code == 405
