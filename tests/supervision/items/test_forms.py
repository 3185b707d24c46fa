"""What people type: the filter of the ledger, the draft, the steps."""

from datetime import date, time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict

from planning.meetings.models import Decision, Meeting, Series
from supervision.items import forms, queries
from supervision.items.filters import ItemFilterForm
from supervision.items.forms import ItemForm, draft_of
from supervision.items.standing import Day
from tests.supervision.factories import DepartmentFactory, ItemFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 9, 14)


# ── The filter of the ledger ─────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def found(cast):
    """`found("q=手册")`: the titles that the ledger shows, in its order."""

    def look(address):
        day = Day.of(DAY)
        return [item.title for item in ItemFilterForm(QueryDict(address)).apply(queries.ledger(cast.officer, day), day)]

    return look


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("手册", ["编印手册"]),
        ("督〔2026〕15", ["编印手册"]),
        ("征求意见", ["修订办法"]),
        ("农业", ["修订办法"]),
        ("农工办", ["修订办法"]),
        ("办法 农业", ["修订办法"]),
        ("手册 农业", []),
        ("", ["编印手册", "修订办法"]),
        ("   ", ["编印手册", "修订办法"]),
        ("%", []),
    ],
)
def test_search_looks_at_title_requirement_number_and_unit(found, words, titles):
    unit = DepartmentFactory(name="农业产业委员会", short_name="农工办")
    ItemFactory(title="编印手册", number=15, due_on=date(2026, 10, 9))
    ItemFactory(title="修订办法", number=16, due_on=date(2026, 10, 10), requirement="征求意见后印发", lead=unit)

    assert found(f"q={words.replace('%', '%25')}") == titles


def test_filter_by_state_class_and_unit(found):
    unit = DepartmentFactory()
    ItemFactory(title="甲", state="filed", importance="urgent")
    ItemFactory(title="乙", lead=unit)
    ItemFactory(title="丙", state="completed", lead=unit)

    assert [found(query) for query in ("state=filed", "state=open", "importance=urgent", f"unit={unit.pk}")] == [
        ["甲"],
        ["乙"],
        ["甲"],
        ["乙", "丙"],
    ]
    assert found(f"unit={unit.pk}&state=completed") == ["丙"]
    assert len(found("state=all")) == 3


def test_filter_by_a_unit_that_is_no_longer_active(found):
    gone = DepartmentFactory(is_active=False)
    ItemFactory(title="旧事", lead=gone)
    ItemFactory()

    assert found(f"unit={gone.pk}") == ["旧事"]


def test_filter_by_series(cast, found):
    held = {"nominal_on": DAY, "held_on": DAY, "starts_at": time(9), "place": "会议室", "chair": "秘书长"}
    series = Series.objects.create(
        name="办公会", weekday=1, starts_at=time(9), place="会议室", chair="秘书长", first_on=DAY
    )
    meeting = Meeting.objects.create(series=series, year=2026, number=1, **held)
    ItemFactory(title="会议定的", decision=Decision.objects.create(meeting=meeting, ordinal=1, title="甲", text="甲"))
    ItemFactory(title="交办的")

    assert (found(f"series={series.pk}"), found("series=99999999")) == (["会议定的"], [])


@pytest.mark.parametrize(
    "nonsense",
    ["state=asleep", "mark=green", "unit=999999", "unit=x", "importance=9", "order=random", f"series={10**30}"],
)
def test_what_cannot_be_read_is_left_aside(found, nonsense):
    ItemFactory(title="甲")

    assert found(nonsense) == ["甲"]


def test_filter_by_light_and_source(cast, found):
    ItemFactory(title="临期", due_on=date(2026, 9, 16))
    ItemFactory(title="正常", due_on=date(2026, 11, 16))
    ItemFactory(title="逾期", due_on=date(2026, 9, 11))

    assert [found(f"light={light}&source=assignment") for light in ("yellow", "green", "red", "orange")] == [
        ["临期"],
        ["正常"],
        ["逾期"],
        [],
    ]
    assert found("source=decision") == []


def test_filter_by_when_it_is_due_or_at_another_time(cast, found):
    for title, due_on in [("九月", date(2026, 9, 30)), ("十月", date(2026, 10, 30)), ("不定", None)]:
        ItemFactory(title=title, due_on=due_on, cycle="weekly:5")
    october = "due_since=2026-10-01&due_until=2026-10-31"

    assert (found(october), found(f"{october}&due_outside=1")) == (["十月"], ["九月", "不定"])


def test_a_rule_that_is_tried_changes_the_light_and_one_that_is_none_nothing(cast, found):
    ItemFactory(title="甲", due_on=date(2026, 9, 17), filed_on=date(2026, 8, 17))

    assert [found(f"light=orange&rule={rule}") for rule in ("share-3-10-30-15", "days-3-10-30-15", "nonsense")] == [
        ["甲"],
        [],
        [],
    ]
    assert found("light=orange&was=yellow&rule=share-3-10-30-15") == ["甲"]
    assert found("light=orange&was=green&rule=share-3-10-30-15") == []


def test_a_period_at_the_end_of_time_breaks_nothing(cast, found):
    assert found("mark=counted&since=0001-01-01&until=9999-12-31") == []


@pytest.mark.parametrize(
    ("order", "titles"),
    [("", "早 晚 无"), ("-due", "晚 早 无"), ("number", "早 晚 无"), ("report", "无 早 晚")],
)
def test_order_of_the_ledger(found, order, titles):
    ItemFactory(title="无", state="draft", due_on=None)
    ItemFactory(title="晚", number=1, due_on=date(2026, 12, 1), last_report_on=date(2026, 9, 22))
    ItemFactory(title="早", number=2, due_on=date(2026, 10, 9), last_report_on=date(2026, 9, 21))

    assert found(f"order={order}") == titles.split()


# ── The draft ────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def typed(cast):
    """What an officer types into a new draft."""
    return {
        "title": "编印手册",
        "assignment": "秘书长批示",
        "requirement": "年底前印发",
        "lead": cast.lead.pk,
        "co_units": [cast.co_unit.pk],
        "due_on": "2026-12-31",
        "importance": "ordinary",
        "label": "internal",
    }


def test_a_complete_draft_is_taken(cast, typed):
    form = ItemForm(typed | {"rhythm": "weekly", "cycle_day": 5, "handler": cast.staff.pk, "leader": cast.deputy.pk})

    assert form.is_valid()
    assert (form.cleaned_data["cycle"], form.cleaned_data["due_on"]) == ("weekly:5", date(2026, 12, 31))


@pytest.mark.parametrize(
    ("rhythm", "day", "cycle"), [("", "", ""), ("monthly", "25", "monthly:25"), ("quarterly", "", "quarterly")]
)
def test_rhythm_and_day_make_the_cycle(typed, rhythm, day, cycle):
    form = ItemForm(typed | {"rhythm": rhythm, "cycle_day": day})

    assert form.is_valid() and form.cleaned_data["cycle"] == cycle


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "题" * 201}, "title"),
        ({"assignment": ""}, "assignment"),
        ({"due_on": "2026-13-01"}, "due_on"),
        ({"lead": "999999"}, "lead"),
        ({"importance": "vital"}, "importance"),
        ({"rhythm": "weekly", "cycle_day": "8"}, "cycle_day"),
        ({"title": "绝密"}, "title"),
        ({"requirement": "机密★一年\n按要求办理"}, "requirement"),
    ],
)
def test_a_wrong_draft_says_at_which_field(typed, changes, field):
    assert list(ItemForm(typed | changes).errors) == [field]


@pytest.mark.parametrize(("due_on", "refused"), [("2026-11-15", True), ("2026-11-16", False), ("", False)])
def test_a_due_date_that_has_passed_is_refused_at_its_field(typed, due_on, refused):
    form = ItemForm(typed | {"due_on": due_on}, on=date(2026, 11, 16))

    assert list(form.errors) == (["due_on"] if refused else [])


def test_a_due_date_that_passed_while_it_stood_there_may_stay(typed):
    item = ItemFactory(state="draft", due_on=date(2026, 11, 10))
    facts = {"item": item, "initial": draft_of(item), "on": date(2026, 11, 16)}

    assert ItemForm(typed | {"due_on": "2026-11-10", "version": 1}, **facts).is_valid()


def test_rule_20_the_lead_is_refused_as_co_unit_at_its_field(cast, typed):
    assert list(ItemForm(typed | {"co_units": [cast.lead.pk]}).errors) == ["co_units"]


def test_rule_46_the_handler_is_of_the_lead_unit(cast, typed):
    assert list(ItemForm(typed | {"handler": cast.stranger.pk}).errors) == ["handler"]


def test_only_leaders_can_be_responsible(cast, typed):
    assert list(ItemForm(typed | {"leader": cast.head.pk}).errors) == ["leader"]


def test_an_edited_draft_carries_its_version(cast, typed):
    item = ItemFactory(state="draft")

    assert list(ItemForm(typed, item=item).errors) == ["version"]
    assert ItemForm(typed | {"version": 1}, item=item).is_valid()


def test_a_draft_is_shown_as_it_stands(cast):
    item = ItemFactory(state="draft", cycle="monthly:25", co_units=[cast.co_unit])

    shown = draft_of(item)

    assert (shown["rhythm"], shown["cycle_day"], shown["co_units"]) == ("monthly", "25", [cast.co_unit])
    assert (shown["title"], shown["version"], shown["lead"]) == (item.title, 1, item.lead_id)


# ── The steps ────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("form", "typed", "fields"),
    [
        (forms.ReasonForm, {"reason": " "}, ["reason"]),
        (forms.ReasonForm, {"reason": "密级：秘密"}, ["reason"]),
        (forms.ReportForm, {}, ["progress", "text"]),
        (forms.ReportForm, {"progress": "done", "text": "完成"}, ["progress"]),
        (forms.ReportForm, {"progress": "slow", "text": "字" * 4001}, ["text"]),
        (forms.ClosingForm, {"text": "完成"}, ["conclusion"]),
        (forms.ReturnForm, {"due_on": "明天"}, ["reason", "due_on"]),
        (forms.InstructForm, {}, ["text"]),
        (forms.ExtensionForm, {"reason": "推迟"}, ["to_due_on", "progress"]),
        (forms.GrantForm, {}, []),
        (forms.RefuseForm, {}, ["note"]),
        (forms.ConfirmForm, {}, []),
    ],
)
def test_forms_of_the_steps(form, typed, fields):
    assert list(form(typed, {}).errors) == fields


def test_rule_50_harmless_words_pass():
    assert forms.ReasonForm({"reason": "保密工作会议材料待补"}).is_valid()


def test_rule_27_files_stand_as_evidence():
    files = {"attachments": SimpleUploadedFile("印发件.txt", b"1")}
    form = forms.ClosingForm({"text": "完成", "conclusion": "办结"}, files)

    assert form.is_valid() and form.cleaned_data["evidence"] == "印发件.txt"
