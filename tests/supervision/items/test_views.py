"""Pages of the ledger and of an item: what they show, do, refuse, and how many queries they take."""

import re
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from planning.meetings.models import Decision, Meeting, Series
from secretariat.attachments.models import Attachment
from secretariat.outbox.models import Notice
from secretariat.people.models import Delegation, PostKind
from supervision.items.models import Extension, Report, SupervisionItem
from supervision.items.states import EXTENSION_STEPS, STEPS
from tests.supervision.factories import (
    DepartmentFactory,
    ExtensionFactory,
    ItemFactory,
    ReportFactory,
    closing_report,
    person,
)
from tests.supervision.items.cast import CLOSING, DAY

pytestmark = pytest.mark.django_db
LEDGER = "/supervision/items/"
HTMX = {"hx-request": "true"}
LEDGER_QUERIES, EXTENSION_QUERIES = 8, 5


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(datetime.combine(DAY, time(9), ZoneInfo("Asia/Shanghai")), tick=False):
        yield


@pytest.fixture
def log_in(cast, client):
    """`log_in("officer")` is the client of that role."""

    def enter(role):
        client.force_login(getattr(cast, role))
        return client

    return enter


def row(cast, state="in_progress", **facts):
    usual = {"lead": cast.lead, "co_units": [cast.co_unit], "officer": cast.officer}
    if state in ("under_review", "leader_review", "completed", "signed_off"):
        usual["closing_by"] = cast.staff
    item = ItemFactory(state=state, **usual | facts)
    if state in ("under_review", "leader_review"):
        closing_report(item)
    return item


def page_of(item, step=""):
    return f"{LEDGER}{item.pk}/{step}/" if step else f"{LEDGER}{item.pk}/"


def titles(answer):
    return [line.item.title for line in answer.context["rows"]]


def buttons(answer):
    """What the page of an item lets one press."""
    return re.findall(r'(?:action|href)="/supervision/items/\d+/(\w+)/', answer.content.decode())


# ── The ledger ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_ledger_shows_what_is_open_by_due_date(cast, log_in):
    row(cast, title="晚", due_on=date(2026, 12, 1))
    row(cast, title="早", due_on=date(2026, 9, 18))
    row(cast, title="已结", state="completed")

    assert titles(log_in("officer").get(LEDGER)) == ["早", "晚"]


def test_ledger_shows_everything_where_asked(cast, log_in):
    row(cast, title="已结", state="completed")

    assert titles(log_in("officer").get(LEDGER, {"state": "all"})) == ["已结"]
    assert titles(log_in("officer").get(LEDGER, {"q": "已结"})) == ["已结"]


@pytest.mark.parametrize(
    ("role", "seen"), [("officer", 2), ("staff", 1), ("co_staff", 1), ("stranger", 0), ("auditor", 2)]
)
def test_rule_46_ledger_shows_what_one_may_see(cast, log_in, role, seen):
    row(cast)
    row(cast, state="draft")

    assert len(titles(log_in(role).get(LEDGER, {"state": "all"}))) == seen


def test_ledger_has_fifty_on_a_page_and_keeps_the_filter(cast, log_in):
    for _ in range(51):
        row(cast)

    second = log_in("officer").get(LEDGER, {"state": "in_progress", "page": "2"})

    assert len(titles(second)) == 1
    assert 'href="?state=in_progress&amp;page=1"' in second.content.decode()


@pytest.mark.parametrize("page", ["0", "-1", "999", "x", "9" * 30])
def test_a_page_that_is_not_there_is_the_first_or_the_last(cast, log_in, page):
    row(cast)

    assert len(titles(log_in("officer").get(LEDGER, {"page": page}))) == 1


def test_ledger_answers_htmx_with_the_rows_alone(cast, log_in):
    row(cast, title="编印手册")

    answer = log_in("officer").get(LEDGER, {"q": "手册"}, headers=HTMX)

    assert "<!doctype html>" not in answer.content.decode() and "编印手册" in answer.content.decode()
    assert "HX-Request" in answer["Vary"]


def test_ledger_tells_light_time_left_and_stall(cast, log_in):
    row(cast, due_on=date(2026, 9, 11), filed_on=date(2026, 8, 3))

    page = log_in("officer").get(LEDGER).content.decode()

    assert "逾期1个工作日" in page.replace(" ", "") and "停滞" in page


@pytest.mark.parametrize(("address", "text"), [("", "台账暂无事项"), ("?q=没有的", "没有符合条件的事项")])
def test_an_empty_ledger_says_what_to_do(log_in, address, text):
    assert text in log_in("officer").get(LEDGER + address).content.decode()


@pytest.mark.parametrize(
    ("role", "opens", "takes_many"), [("officer", True, True), ("leader", False, True), ("staff", False, False)]
)
def test_only_officers_open_items_and_only_those_with_a_step_take_many_at_once(cast, log_in, role, opens, takes_many):
    row(cast)

    page = log_in(role).get(LEDGER).content.decode()

    assert (reverse("supervision:item_new") in page, 'name="step"' in page) == (opens, takes_many)


# ── Many at once ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_bulk_says_what_was_done_and_what_was_left_out(cast, log_in):
    ready = [row(cast, state="filed") for _ in range(2)]
    gone = row(cast, title="已交办的事")
    ids = [item.pk for item in (*ready, gone)]

    answer = log_in("officer").post(
        f"{LEDGER}bulk/", {"step": "dispatch", "item": ids, "next": "/my-work/"}, follow=True
    )

    said = [str(message) for message in answer.context["messages"]]
    assert answer.redirect_chain == [("/my-work/", 302)]
    assert len(said) == 1 and "已办理2件。 未办理1件" in said[0] and "已交办的事" in said[0]
    assert sorted(SupervisionItem.objects.values_list("state", flat=True)) == [
        "dispatched",
        "dispatched",
        "in_progress",
    ]


def test_rule_46_bulk_leaves_alone_what_one_may_not_see(cast, log_in):
    item = row(cast, state="dispatched")

    log_in("stranger").post(f"{LEDGER}bulk/", {"step": "acknowledge", "item": [item.pk]})

    assert SupervisionItem.objects.get().state == "dispatched"


@pytest.mark.parametrize("step", ["return", "edit", "nonsense", ""])
def test_bulk_takes_only_steps_without_a_form(log_in, step):
    assert log_in("officer").post(f"{LEDGER}bulk/", {"step": step}).status_code == 404


@pytest.mark.parametrize("ids", [["x"], ["-1"], ["9" * 30], []])
def test_bulk_passes_over_ids_that_are_none(log_in, ids):
    assert log_in("officer").post(f"{LEDGER}bulk/", {"step": "dispatch", "item": ids}).status_code == 302


# ── The page of an item ──────────────────────────────────────────────────────────────────────────────────────────────
PRESSED = {
    ("draft", "officer"): ["edit", "submit", "discard"],
    ("pending", "leader"): ["file", "reject", "not_file"],
    ("filed", "officer"): ["dispatch", "split", "merge"],
    ("dispatched", "staff"): ["acknowledge", "object"],
    ("objected", "officer"): ["uphold", "reassign"],
    ("suspended", "deputy"): ["resume"],
    ("suspended", "leader"): ["resume", "terminate"],
    ("in_progress", "staff"): ["report", "submit_closing", "ask_extension"],
    ("in_progress", "co_staff"): ["report"],
    ("in_progress", "officer"): ["suspend", "split", "merge"],
    ("in_progress", "auditor"): [],
    ("under_review", "reviewer"): ["pass", "return"],
    ("leader_review", "deputy"): ["read_mark", "instruct"],
    ("completed", "officer"): ["sign_off"],
    ("signed_off", "officer"): ["archive", "relapse"],
    ("archived", "officer"): ["relapse"],
    ("merged", "officer"): [],
    ("terminated", "leader"): [],
}


@pytest.mark.parametrize(("state", "role"), PRESSED)
def test_page_shows_only_the_buttons_of_the_role(cast, log_in, state, role):
    answer = log_in(role).get(page_of(row(cast, state=state)))

    assert (answer.status_code, buttons(answer)) == (200, PRESSED[state, role])


def test_page_tells_the_whole_story(cast, log_in, item_in):
    item = item_in("signed_off")

    page = log_in("staff").get(page_of(item)).content.decode()

    for words in (
        "督〔2026〕1号",
        "修订提案办理办法",
        "秘书长批示",
        "已印发实施",
        "印发件",
        "牵头处长",
        "批准立项",
        "销号",
    ):
        assert words in page


def test_page_strikes_out_the_original_date_that_was_moved(cast, log_in):
    item = row(cast, original_due_on=date(2026, 10, 9), due_on=date(2026, 10, 30), extensions_granted=1)

    page = log_in("staff").get(page_of(item)).content.decode()

    assert "<del>10月9日</del>" in page and "10月30日" in page and "延期1次" in page


def test_page_lets_a_leader_decide_on_the_pending_extension(cast, log_in):
    extension = ExtensionFactory(item=row(cast))

    page = log_in("leader").get(page_of(extension.item)).content.decode()

    assert f"{LEDGER}extensions/{extension.pk}/grant/" in page and "外地调研推迟" in page


def test_page_escapes_what_people_typed(cast, log_in):
    item = row(cast, title="<script>alert(1)</script>", requirement="<b>粗</b>")

    page = log_in("staff").get(page_of(item)).content.decode()

    assert "<script>alert" not in page and "<b>粗</b>" not in page


# ── Foreign and missing look alike (rule 46) ─────────────────────────────────────────────────────────────────────────
def test_rule_46_anothers_item_is_not_found_at_any_address(cast, log_in):
    extension = ExtensionFactory(item=row(cast))
    client, item = log_in("stranger"), extension.item
    addresses = [page_of(item), page_of(item, "edit"), *(page_of(item, step) for step in STEPS)]
    addresses += [f"{LEDGER}extensions/{extension.pk}/{step}/" for step in EXTENSION_STEPS]

    got = {address: client.get(address).status_code for address in addresses}
    posted = {address: client.post(address, {"reason": "x"}).status_code for address in addresses[1:]}

    assert set(got.values()) == set(posted.values()) == {404}
    assert SupervisionItem.objects.get().state == "in_progress"


def test_rule_46_a_draft_is_not_found_by_its_future_unit(cast, log_in):
    assert log_in("staff").get(page_of(row(cast, state="filed"))).status_code == 404


@pytest.mark.parametrize("address", ["0/", "999999/", f"{10**25}/", "999999/report/", "extensions/999999/grant/"])
def test_a_missing_item_is_not_found(log_in, address):
    assert log_in("officer").get(LEDGER + address).status_code == 404


def test_a_step_that_does_not_exist_is_not_found(cast, log_in):
    assert log_in("officer").get(page_of(row(cast), "explode")).status_code == 404


def test_fragment_for_the_meeting_shows_only_what_one_may_see(cast, log_in):
    decision = _decision()
    item = row(cast, decision=decision)
    address = f"{LEDGER}of-decision/{decision.pk}/"

    assert item.number_text in log_in("staff").get(address).content.decode()
    assert log_in("stranger").get(address).content.decode().strip() == ""


# ── Steps ────────────────────────────────────────────────────────────────────────────────────────────────────────────
TYPED = {
    "submit": ("draft", "officer", {}, "pending"),
    "file": ("pending", "leader", {}, "filed"),
    "reject": ("pending", "leader", {"reason": "要求不具体"}, "draft"),
    "not_file": ("pending", "leader", {"reason": "仅供阅知"}, "not_filed"),
    "dispatch": ("filed", "officer", {}, "dispatched"),
    "acknowledge": ("dispatched", "staff", {}, "in_progress"),
    "report": ("in_progress", "co_staff", {"progress": "slow", "text": "正在征求意见"}, "in_progress"),
    "ask_extension": (
        "in_progress",
        "staff",
        {"to_due_on": "2026-10-30", "reason": "推迟", "progress": "初稿"},
        "in_progress",
    ),
    "submit_closing": ("in_progress", "staff", CLOSING, "under_review"),
    "return": ("under_review", "reviewer", {"reason": "缺印发件"}, "in_progress"),
    "pass": ("under_review", "reviewer", {}, "completed"),
    "read_mark": ("leader_review", "leader", {}, "completed"),
    "instruct": ("leader_review", "deputy", {"text": "再报效果", "due_on": "2026-11-30"}, "in_progress"),
    "sign_off": ("completed", "officer", {}, "signed_off"),
}
ASKING = [step for step, (_state, _role, typed, _to) in TYPED.items() if typed]


@pytest.mark.parametrize("step", TYPED)
def test_step_is_taken_and_leads_back_to_the_item(cast, log_in, step):
    state, role, typed, to = TYPED[step]
    item = row(cast, state=state)

    answer = log_in(role).post(page_of(item, step), typed)

    assert (answer.status_code, answer["Location"]) == (302, page_of(item))
    assert SupervisionItem.objects.get().state == to


@pytest.mark.parametrize("step", TYPED)
def test_step_by_htmx_sends_the_browser_on(cast, log_in, step):
    state, role, typed, _to = TYPED[step]
    item = row(cast, state=state)

    answer = log_in(role).post(page_of(item, step), typed | {"next": "/my-work/"}, headers=HTMX)

    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/my-work/")


@pytest.mark.parametrize("step", TYPED)
def test_step_has_a_page_of_its_own(cast, log_in, step):
    state, role, _typed, _to = TYPED[step]

    assert log_in(role).get(page_of(row(cast, state=state), step)).status_code == 200


@pytest.mark.parametrize("step", TYPED)
def test_step_is_forbidden_to_who_sees_the_item_without_the_right(cast, log_in, step):
    state, _role, typed, _to = TYPED[step]
    item, client = row(cast, state=state), log_in("auditor")

    assert (client.get(page_of(item, step)).status_code, client.post(page_of(item, step), typed).status_code) == (
        403,
        403,
    )
    assert SupervisionItem.objects.get().state == state


@pytest.mark.parametrize("step", ASKING)
def test_an_incomplete_form_is_shown_again(cast, log_in, step):
    state, role, typed, _to = TYPED[step]
    item = row(cast, state=state)
    [first, *others] = typed.items()

    answer = log_in(role).post(page_of(item, step), dict(others))

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [first[0]])
    assert SupervisionItem.objects.get().state == state


def test_a_refused_form_keeps_what_was_typed_and_says_where(cast, log_in):
    item = row(cast, due_on=date(2026, 10, 9))
    typed = {"to_due_on": "2026-10-01", "reason": "外地调研推迟", "progress": "已完成初稿"}

    answer = log_in("staff").post(page_of(item, "ask_extension"), typed)

    page = answer.content.decode()
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["to_due_on"])
    assert "外地调研推迟" in page and "已完成初稿" in page and 'value="2026-10-01"' in page
    assert not Extension.objects.exists()


def test_rule_24_too_late_is_said_in_words(cast, log_in):
    item = row(cast, due_on=date(2026, 9, 11))
    typed = {"to_due_on": "2026-10-30", "reason": "推迟", "progress": "初稿"}

    assert "已逾期" in log_in("staff").post(page_of(item, "ask_extension"), typed).content.decode()


def test_a_step_taken_meanwhile_is_refused_in_words(cast, log_in):
    item = row(cast, state="dispatched")

    answer = log_in("officer").post(page_of(item, "dispatch"))

    assert (answer.status_code, "刷新页面" in answer.content.decode()) == (422, True)


def test_a_report_brings_its_files(cast, log_in):
    item = row(cast)
    files = [SimpleUploadedFile("一.txt", b"1"), SimpleUploadedFile("二.txt", b"2")]

    log_in("staff").post(page_of(item, "report"), {"progress": "on_track", "text": "进展", "attachments": files})

    assert {attached.owner for attached in Attachment.objects.all()} == {Report.objects.get()}
    assert "一.txt" in log_in("staff").get(page_of(item)).content.decode()


def test_a_refused_file_is_said_at_the_files(cast, log_in):
    typed = {"progress": "on_track", "text": "进展", "attachments": [SimpleUploadedFile("工具.exe", b"MZ")]}

    answer = log_in("staff").post(page_of(row(cast), "report"), typed)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["attachments"])
    assert not Report.objects.exists()


def test_rule_50_a_classified_report_is_refused_at_its_field(cast, log_in):
    answer = log_in("staff").post(page_of(row(cast), "report"), {"progress": "slow", "text": "绝密★十年 情况"})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["text"])


def test_the_previous_report_of_ones_unit_stands_above_the_new_one(cast, log_in):
    item = row(cast)
    ReportFactory(item=item, unit=cast.co_unit, text="配合单位上次说的")
    ReportFactory(item=item, text="牵头单位上次说的")

    page = log_in("co_staff").get(page_of(item, "report")).content.decode()

    assert ("配合单位上次说的" in page, "牵头单位上次说的" in page) == (True, False)


# ── Extensions ───────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(("step", "state"), [("grant", "granted"), ("refuse", "refused")])
def test_a_leader_decides_on_an_extension(cast, log_in, step, state):
    extension = ExtensionFactory(item=row(cast))
    address = f"{LEDGER}extensions/{extension.pk}/{step}/"

    assert log_in("leader").get(address).status_code == 200
    assert log_in("leader").post(address, {"note": "按此办理", "next": "/dashboard/"})["Location"] == "/dashboard/"
    assert Extension.objects.get().state == state


def test_an_extension_is_not_decided_by_others(cast, log_in):
    extension = ExtensionFactory(item=row(cast))
    address = f"{LEDGER}extensions/{extension.pk}/grant/"

    assert [log_in(role).post(address).status_code for role in ("officer", "staff", "auditor")] == [403, 403, 403]
    assert Extension.objects.get().state == "asked"


def test_extensions_are_listed_for_who_sees_their_items(cast, log_in):
    ExtensionFactory(item=row(cast))

    assert [
        len(log_in(role).get(f"{LEDGER}extensions/").context["page"]) for role in ("officer", "staff", "stranger")
    ] == [
        1,
        1,
        0,
    ]


# ── Drafts ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def draft(cast, **changes):
    usual = {"title": "编印手册", "assignment": "秘书长批示", "requirement": "年底前印发", "lead": cast.lead.pk}
    return usual | {"due_on": "2026-12-31", "importance": "ordinary", "label": "internal"} | changes


def test_an_officer_opens_a_draft(cast, log_in):
    answer = log_in("officer").post(
        f"{LEDGER}new/", draft(cast, co_units=[cast.co_unit.pk], rhythm="monthly", cycle_day=25)
    )

    item = SupervisionItem.objects.get()
    assert answer["Location"] == page_of(item)
    assert (item.state, item.title, item.cycle, item.officer) == ("draft", "编印手册", "monthly:25", cast.officer)


def test_an_incomplete_draft_keeps_what_was_typed(cast, log_in):
    answer = log_in("officer").post(f"{LEDGER}new/", draft(cast, lead=""))

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["lead"])
    assert 'value="编印手册"' in answer.content.decode()


@pytest.mark.parametrize("role", ["leader", "staff", "planner", "administrator"])
def test_others_open_no_draft(cast, log_in, role):
    client = log_in(role)

    assert (client.get(f"{LEDGER}new/").status_code, client.post(f"{LEDGER}new/", draft(cast)).status_code) == (
        404,
        404,
    )
    assert not SupervisionItem.objects.exists()


def test_a_draft_is_edited(cast, log_in):
    item = row(cast, state="draft")

    answer = log_in("officer").post(page_of(item, "edit"), draft(cast, version=1, assignment="另一批示"))

    item.refresh_from_db()
    assert answer["Location"] == page_of(item)
    assert (item.title, item.assignment, item.version) == ("编印手册", "另一批示", 2)


def test_an_edit_of_what_has_changed_shows_both_versions(cast, log_in):
    item = row(cast, state="draft", title="别人改过的", version=2)

    answer = log_in("officer").post(page_of(item, "edit"), draft(cast, version=1))

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "别人改过的" in page and "编印手册" in page
    assert SupervisionItem.objects.get().title == "别人改过的"


def test_a_filed_item_is_edited_no_more(cast, log_in):
    item = row(cast, state="filed")

    answer = log_in("officer").post(page_of(item, "edit"), draft(cast, version=1))

    assert (answer.status_code, SupervisionItem.objects.get().title) == (422, item.title)


# ── From the meetings ────────────────────────────────────────────────────────────────────────────────────────────────
def _decision(cast=None, **facts):
    held = {"starts_at": time(9), "place": "会议室", "chair": "秘书长"}
    series = Series.objects.create(name="办公会", weekday=1, first_on=DAY, **held)
    meeting = Meeting.objects.create(
        series=series, year=2026, number=42, nominal_on=DAY, held_on=DAY, state="drafting", minutes="议定", **held
    )
    return Decision.objects.create(meeting=meeting, ordinal=1, label="一", title="编印手册", text="编印", **facts)


@pytest.fixture
def confirmed(cast):
    decision = _decision(state="confirmed", confirmed_by=cast.planner, due_on=date(2026, 12, 10))
    decision.leads.set([cast.lead])
    return decision


@pytest.mark.parametrize("role", ["officer", "planner"])
def test_rule_30_a_decision_is_put_on_the_ledger(log_in, confirmed, role):
    answer = log_in(role).post(f"{LEDGER}from-decision/{confirmed.pk}/")

    assert (answer.status_code, SupervisionItem.objects.get().decision) == (302, confirmed)


def test_rule_30_all_decisions_of_a_meeting_are_put_on_the_ledger(log_in, confirmed):
    answer = log_in("planner").post(f"{LEDGER}from-meeting/{confirmed.meeting_id}/", follow=True)

    assert "已有1件拟办事项列入台账" in answer.content.decode()
    assert SupervisionItem.objects.count() == 1


def test_a_decision_that_is_not_confirmed_is_refused_in_words(log_in, confirmed):
    Decision.objects.update(state="proposed")

    answer = log_in("officer").post(f"{LEDGER}from-decision/{confirmed.pk}/", follow=True)

    assert "刷新页面" in answer.content.decode()
    assert not SupervisionItem.objects.exists()


@pytest.mark.parametrize("place", ["from-decision", "from-meeting"])
@pytest.mark.parametrize(("role", "status"), [("leader", 403), ("auditor", 403), ("staff", 403), ("stranger", 404)])
def test_others_put_nothing_on_the_ledger(log_in, confirmed, place, role, status):
    pk = confirmed.pk if place == "from-decision" else confirmed.meeting_id

    assert log_in(role).post(f"{LEDGER}{place}/{pk}/").status_code == status
    assert not SupervisionItem.objects.exists()


# ── What the frame promises ──────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "\\\\evil"])
def test_next_does_not_lead_outside(cast, log_in, target):
    item = row(cast, state="filed")

    answer = log_in("officer").post(page_of(item, "dispatch"), {"next": target})

    assert answer["Location"] == page_of(item)


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/"])
def test_next_of_a_bulk_step_does_not_lead_outside(log_in, target):
    answer = log_in("officer").post(f"{LEDGER}bulk/", {"step": "dispatch", "next": target})

    assert answer["Location"] == LEDGER


@pytest.mark.parametrize("method", ["post", "put", "delete"])
@pytest.mark.parametrize("place", ["", "extensions/", "of-decision/1/"])
def test_pages_are_only_read(log_in, method, place):
    assert getattr(log_in("officer"), method)(LEDGER + place).status_code == 405


@pytest.mark.parametrize("place", ["bulk/", "from-decision/1/", "from-meeting/1/"])
def test_deeds_are_not_done_by_a_link(log_in, place):
    assert log_in("officer").get(LEDGER + place).status_code == 405


def test_a_step_is_not_put_or_deleted(cast, log_in):
    item, client = row(cast), log_in("officer")

    assert [client.put(page_of(item, "report")).status_code, client.delete(page_of(item)).status_code] == [405, 405]


def test_a_nul_byte_is_refused_in_words(cast, log_in):
    item, client = row(cast), log_in("staff")

    typed = client.post(page_of(item, "report"), {"progress": "slow", "text": "a\0b"})
    asked = client.get(LEDGER, {"q": "\0"})

    assert (typed.status_code, list(typed.context["form"].errors), asked.status_code) == (422, ["text"], 400)
    assert not Report.objects.exists()


def test_a_log_in_that_expired_sends_htmx_to_the_log_in(cast, client):
    item = row(cast)

    answer = client.post(page_of(item, "report"), {"text": "进展"}, headers=HTMX)

    assert answer["HX-Redirect"].startswith("/login/?next=")
    assert not Report.objects.exists()


# ── Query ceilings ───────────────────────────────────────────────────────────────────────────────────────────────────
def _full(cast, **facts):
    """An item with everything that a page may show."""
    item = row(cast, handler=cast.staff, leader=cast.deputy, **facts)
    report = ReportFactory(item=item)
    Attachment.objects.create(owner=report, name="一.txt", kind="txt", size=1, sha256="0" * 64, uploaded_by=cast.staff)
    ExtensionFactory(item=item, state="refused", decided_by=cast.leader, decided_on=DAY)
    ExtensionFactory(item=item)
    return item


@pytest.mark.parametrize("role", ["officer", "staff", "auditor"])
@pytest.mark.parametrize("count", [1, 3])
def test_ledger_takes_seven_queries(cast, log_in, django_assert_num_queries, role, count):
    for _ in range(count):
        _full(cast)
    client = log_in(role)

    with django_assert_num_queries(LEDGER_QUERIES):
        client.get(LEDGER)


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_extensions_takes_five_queries(cast, log_in, django_assert_num_queries, count):
    for _ in range(count):
        ExtensionFactory(item=row(cast))
    client = log_in("officer")

    with django_assert_num_queries(EXTENSION_QUERIES):
        client.get(f"{LEDGER}extensions/")


@pytest.mark.parametrize("role", ["officer", "staff", "leader"])
@pytest.mark.parametrize("count", [1, 3])
def test_page_of_an_item_takes_at_most_twelve_queries(cast, log_in, django_assert_max_num_queries, role, count):
    item = _full(cast)
    for _ in range(count - 1):
        ReportFactory(item=item)
    client = log_in(role)
    # The first page of a process also learns the content types.
    client.get(page_of(item))

    with django_assert_max_num_queries(12):
        client.get(page_of(item))


@pytest.mark.parametrize("step", TYPED)
def test_step_takes_at_most_twenty_queries(cast, log_in, django_assert_max_num_queries, step):
    state, role, typed, _to = TYPED[step]
    item, client = row(cast, state=state), log_in(role)

    with django_assert_max_num_queries(20):
        assert client.post(page_of(item, step), typed).status_code == 302


@pytest.mark.parametrize("count", [1, 3, 10])
def test_step_that_tells_many_units_takes_at_most_twenty_queries(cast, log_in, django_assert_max_num_queries, count):
    item, client = row(cast, state="filed"), log_in("officer")
    units = DepartmentFactory.create_batch(count)
    heads = [person(PostKind.HEAD, unit=unit) for unit in units]
    item.co_units.set(units)

    with django_assert_max_num_queries(20):
        assert client.post(page_of(item, "dispatch"), TYPED["dispatch"][2]).status_code == 302

    assert set(heads) <= {notice.recipient for notice in Notice.objects.filter(kind="item_dispatch")}


# ── For somebody who is away (代理) ──────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def log_in_for(cast, client):
    """`log_in_for("leader")` is the client of somebody without any right, who acts for the leader."""

    def enter(role):
        ever = {"from_on": date(2020, 1, 1), "until_on": date(2099, 12, 31), "reason": "出差"}
        giver = getattr(cast, role)
        Delegation.objects.create(giver=giver, taker=cast.nobody, made_by=giver, **ever)
        client.force_login(cast.nobody)
        return client

    return enter


@pytest.mark.parametrize("step", TYPED)
def test_step_for_another_takes_at_most_twenty_queries_and_names_both(
    cast, log_in_for, django_assert_max_num_queries, step
):
    state, role, typed, _to = TYPED[step]
    item, client = row(cast, state=state), log_in_for(role)
    assert getattr(cast, role).name in client.get(page_of(item, step)).content.decode()

    with django_assert_max_num_queries(20):
        assert client.post(page_of(item, step), typed).status_code == 302

    assert f"{cast.nobody} 代 {getattr(cast, role)}" in client.get(page_of(item)).content.decode()


@pytest.mark.parametrize("role", ["officer", "staff", "leader"])
@pytest.mark.parametrize("count", [1, 3])
def test_pages_for_another_take_as_many_queries_as_ones_own(
    cast, log_in_for, django_assert_num_queries, django_assert_max_num_queries, role, count
):
    for _ in range(count):
        item = _full(cast)
    client = log_in_for(role)
    client.get(page_of(item))

    with django_assert_num_queries(LEDGER_QUERIES):
        client.get(LEDGER)
    with django_assert_max_num_queries(12):
        client.get(page_of(item))
