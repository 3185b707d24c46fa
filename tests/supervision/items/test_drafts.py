"""Drafts: what is typed is kept for its author alone, until the form is sent."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from secretariat.audit.models import Event
from secretariat.errors import Refused
from secretariat.people.models import Acting
from supervision.items import services
from supervision.items.drafts import ROOM, ReportDraft
from supervision.items.models import Report
from supervision.items.services import extensions
from tests.supervision.factories import ItemFactory
from tests.supervision.items.cast import CLOSING, DAY, take_step

pytestmark = pytest.mark.django_db
AT = datetime(2026, 9, 14, 2, 32, tzinfo=UTC)
TYPED = {"progress": "slow", "text": "已完成十处", "problem": "", "need": ""}
LEDGER = "/supervision/items/"


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(datetime.combine(DAY, time(10, 32), ZoneInfo("Asia/Shanghai")), tick=False):
        yield


@pytest.fixture
def item(cast):
    return ItemFactory(lead=cast.lead, co_units=[cast.co_unit], officer=cast.officer)


@pytest.fixture
def log_in(cast, client):
    def enter(role):
        client.force_login(getattr(cast, role))
        return client

    return enter


def keep(item, by, kind="report", **fields):
    return services.keep_draft(item.pk, kind, by=by, at=AT, fields=TYPED | fields)


def address(item, step="report"):
    return f"{LEDGER}{item.pk}/{step}/draft/"


# ── The service ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_draft_is_kept_and_replaced_by_the_next(cast, item):
    keep(item, cast.staff)
    keep(item, cast.staff, text="已完成十二处")

    assert [draft.fields["text"] for draft in ReportDraft.objects.all()] == ["已完成十二处"]
    assert ReportDraft.objects.get().saved_at == AT


def test_a_draft_leaves_item_and_log_as_they_were(cast, item):
    keep(item, cast.staff)

    assert type(item).objects.get(pk=item.pk).version == item.version
    assert not Event.objects.exists()


def test_a_form_emptied_again_leaves_no_draft(cast, item):
    keep(item, cast.staff)

    assert keep(item, cast.staff, text=" ") is None
    assert not ReportDraft.objects.exists()


def test_each_person_and_each_form_has_a_draft_of_its_own(cast, item):
    keep(item, cast.staff)
    keep(item, cast.head, text="处长所写")
    keep(item, cast.staff, "submit_closing", text="全部完成")

    assert sorted(draft.fields["text"] for draft in ReportDraft.objects.of(cast.staff)) == ["全部完成", "已完成十处"]


def test_another_persons_draft_is_not_seen_by_whoever_acts_for_them(cast, item):
    keep(item, cast.staff)
    cast.head.acting = (Acting(cast.staff, DAY, DAY),)

    assert not ReportDraft.objects.of(cast.head).exists()


@pytest.mark.parametrize(
    ("text", "says"),
    [("绝密★十年 情况", "密级"), ("一\0二", "字符"), ("长" * (ROOM + 1), "4000")],
)
def test_rule_50_what_may_not_be_kept_is_refused_and_what_was_kept_stays(cast, item, text, says):
    keep(item, cast.staff)

    with pytest.raises(Refused, match=says) as refused:
        keep(item, cast.staff, text=text)

    assert refused.value.field == "text"
    assert ReportDraft.objects.get().fields == TYPED


def test_rule_50_a_word_of_the_law_is_kept(cast, item):
    assert keep(item, cast.staff, text="已开展国家秘密教育")


def test_who_may_not_report_keeps_no_draft(cast, item):
    with pytest.raises(PermissionDenied):
        keep(item, cast.officer)
    with pytest.raises(PermissionDenied):
        keep(item, cast.co_staff, "submit_closing")


def test_no_draft_is_kept_where_the_step_cannot_be_taken(cast):
    with pytest.raises(Refused):
        keep(ItemFactory(state="completed", lead=cast.lead), cast.staff)


def test_a_report_that_is_sent_takes_its_draft_away_and_no_other(cast, item):
    keep(item, cast.staff)
    keep(item, cast.head)
    keep(item, cast.staff, "submit_closing")

    take_step(cast, item, "report")

    left = ReportDraft.objects.values_list("author", "kind")
    assert set(left) == {(cast.head.pk, "report"), (cast.staff.pk, "submit_closing")}


def test_a_closing_report_and_a_request_for_extension_take_theirs_away(cast, item):
    keep(item, cast.staff, "submit_closing")
    keep(item, cast.staff, "ask_extension")

    facts = {"to_due_on": date(2026, 10, 30), "reason": "推迟", "progress": "初稿"}
    asked = extensions.ask_extension(item.pk, by=cast.staff, on=DAY, **facts)
    assert [draft.kind for draft in ReportDraft.objects.all()] == ["submit_closing"]
    extensions.refuse(asked.pk, by=cast.leader, on=DAY, note="按期")
    services.submit_closing(item.pk, by=cast.staff, on=DAY, **CLOSING)
    assert not ReportDraft.objects.exists()


def test_a_report_that_is_refused_leaves_its_draft(cast, item):
    keep(item, cast.staff, "submit_closing")

    with pytest.raises(Refused):
        services.submit_closing(item.pk, by=cast.staff, on=DAY, **CLOSING | {"conclusion": ""})

    assert ReportDraft.objects.exists()


# ── The address ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_form_saves_itself_and_is_told_when(cast, item, log_in):
    answer = log_in("staff").post(address(item), TYPED)

    assert (answer.status_code, answer.content.decode()) == (200, "草稿已于 10:32 自动保存")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert ReportDraft.objects.get().fields == TYPED | {"cause": ""}


def test_rule_50_a_classified_draft_is_refused_in_words(cast, item, log_in):
    answer = log_in("staff").post(address(item), TYPED | {"problem": "机密★ 情况"})

    assert answer.status_code == 422
    assert "密级" in answer.content.decode() and "机密★" not in answer.content.decode()
    assert not ReportDraft.objects.exists()


def test_a_nul_byte_is_refused_and_nothing_kept(cast, item, log_in):
    assert log_in("staff").post(address(item), TYPED | {"text": "一\0"}).status_code == 422


@pytest.mark.parametrize(("role", "status"), [("stranger", 404), ("officer", 403), ("auditor", 403)])
def test_strangers_keep_no_draft(cast, item, log_in, role, status):
    assert log_in(role).post(address(item), TYPED).status_code == status


def test_forms_of_other_steps_are_not_kept(cast, item, log_in):
    assert log_in("officer").post(address(item, "suspend"), {"reason": "等待"}).status_code == 404


def test_the_form_is_offered_again_as_it_was_left(cast, item, log_in):
    keep(item, cast.staff)

    page = log_in("staff").get(f"{LEDGER}{item.pk}/report/").content.decode()
    assert "已完成十处" in page and "草稿已于 10:32 自动保存" in page
    assert "已完成十处" not in log_in("head").get(f"{LEDGER}{item.pk}/report/").content.decode()


def test_a_draft_of_another_day_says_which(cast, item, log_in):
    keep(item, cast.staff)

    with time_machine.travel(datetime(2026, 9, 15, 1, tzinfo=UTC), tick=False):
        assert "草稿已于 09-14 10:32 自动保存" in log_in("staff").get(f"{LEDGER}{item.pk}/report/").content.decode()


def test_a_date_that_was_typed_is_offered_again(cast, item, log_in):
    keep(item, cast.staff, "ask_extension", to_due_on="2026-10-30", reason="外地调研", progress="初稿")

    assert 'value="2026-10-30"' in log_in("staff").get(f"{LEDGER}{item.pk}/ask_extension/").content.decode()


def test_a_draft_is_thrown_away_with_a_plain_form(cast, item, log_in):
    keep(item, cast.staff)
    back = f"{LEDGER}{item.pk}/report/"

    answer = log_in("staff").post(address(item), TYPED | {"discard": "1", "next": back})

    assert answer["Location"] == back
    assert not ReportDraft.objects.exists()


# ── What else the form begins with ───────────────────────────────────────────────────────────────────────────────────
def test_a_closing_report_that_was_taken_back_offers_its_text_again(cast, item_in, log_in):
    item = item_in("under_review")
    take_step(cast, item, "withdraw_closing")

    page = log_in("staff").get(f"{LEDGER}{item.pk}/submit_closing/")

    assert {name: page.context["form"].initial[name] for name in CLOSING} == CLOSING
    assert "撤回" in page.content.decode()


def test_a_closing_report_that_was_returned_does_not_fill_the_form(cast, item_in, log_in):
    item = item_in("under_review")
    take_step(cast, item, "return")

    assert log_in("staff").get(f"{LEDGER}{item.pk}/submit_closing/").context["form"].initial == {}


@pytest.mark.parametrize("step", ["report", "submit_closing", "ask_extension"])
def test_the_previous_report_stands_above_every_form(cast, item, log_in, step):
    services.report(item.pk, by=cast.staff, on=DAY, progress="slow", text="上次所报")

    assert "上次所报" in log_in("staff").get(f"{LEDGER}{item.pk}/{step}/").content.decode()


def test_rule_20_the_lead_unit_may_take_in_what_a_co_unit_wrote_in_this_round(cast, item, log_in):
    services.report(item.pk, by=cast.co_staff, on=DAY, progress="slow", text="复测完成")

    page = log_in("staff").get(f"{LEDGER}{item.pk}/report/").content.decode()
    assert 'data-insert-text="农业农村委：复测完成"' in page
    services.report(item.pk, by=cast.staff, on=DAY, progress="slow", text="牵头所报")
    assert "牵头所报" not in log_in("co_staff").get(f"{LEDGER}{item.pk}/report/").content.decode()


def test_a_report_of_an_earlier_round_is_not_taken_in(cast, item, log_in):
    services.report(item.pk, by=cast.co_staff, on=DAY, progress="slow", text="复测完成")
    type(item).objects.filter(pk=item.pk).update(round=2)

    assert "data-insert-text" not in log_in("staff").get(f"{LEDGER}{item.pk}/report/").content.decode()
    assert Report.objects.get().round == 1
