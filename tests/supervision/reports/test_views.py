"""The page of a department and the fragment of an item: what they show, do, refuse, and how many queries they take."""

from datetime import date

import pytest
from django.urls import reverse

from supervision.items.drafts import ReportDraft
from supervision.items.models import Report
from supervision.items.requests import ReportRequest
from tests.supervision.factories import ItemFactory, ReportFactory
from tests.supervision.items.cast import DAY

pytestmark = pytest.mark.django_db
BOARD = "/supervision/reports/"
HTMX = {"hx-request": "true"}
SAID = {"progress": "slow", "text": "已完成十处", "problem": "", "need": ""}


@pytest.fixture
def items(cast):
    """`items(3)`: so many weekly items of the lead unit, none reported on in this period."""

    def make(count, **facts):
        usual = {"lead": cast.lead, "co_units": [cast.co_unit], "officer": cast.officer, "cycle": "weekly:5"}
        usual |= {"filed_on": date(2026, 9, 1), "last_report_on": DAY}
        return [ItemFactory(**usual | facts) for _ in range(count)]

    return make


def send(client, item, *, htmx=False, **fields):
    return client.post(f"{BOARD}{item.pk}/", SAID | fields, headers=HTMX if htmx else {})


# ── The page of a department ─────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("role", ["staff", "head", "co_staff", "co_head"])
def test_board_shows_what_is_asked_with_the_form_of_the_first(cast, items, log_in, role):
    first, second = items(2)

    page = log_in(role).get(BOARD)

    assert [line.item for line in page.context["board"].open] == [first, second]
    assert f'action="{BOARD}{first.pk}/"' in page.content.decode()


def test_board_opens_the_item_that_the_address_names(cast, items, log_in):
    _first, second = items(2)

    assert log_in("staff").get(BOARD, {"item": second.pk}).context["line"].item == second


@pytest.mark.parametrize("item", ["x", "0", "-1", "9" * 30])
def test_an_item_that_is_not_asked_opens_the_first(cast, items, log_in, item):
    (first,) = items(1)

    assert log_in("staff").get(BOARD, {"item": item}).context["line"].item == first


def test_board_shows_the_previous_report_and_the_draft(cast, items, log_in):
    (item,) = items(1)
    ReportFactory(item=item, on=date(2026, 9, 8), text="上次所报")
    facts = {"fields": {"text": "写了一半"}, "saved_at": "2026-09-14T00:30Z"}
    ReportDraft.objects.create(item=item, author=cast.staff, kind="report", **facts)

    page = log_in("staff").get(BOARD).content.decode()

    assert "上次所报" in page and "写了一半" in page and "草稿已于 08:30 自动保存" in page


def test_a_plain_form_sends_the_report_and_returns_at_the_next_item(cast, items, log_in):
    first, second, third = items(3)

    answer = send(log_in("staff"), second)

    assert answer["Location"] == f"{BOARD}?item={third.pk}"
    assert [(report.item, report.unit, report.text) for report in Report.objects.all()] == [
        (second, cast.lead, "已完成十处")
    ]
    assert send(log_in("staff"), third)["Location"] == f"{BOARD}?item={first.pk}"
    assert send(log_in("staff"), first)["Location"] == BOARD


def test_with_htmx_the_next_form_comes_and_the_count_goes_down(cast, items, log_in):
    first, second, _third = items(3)

    answer = send(log_in("staff"), first, htmx=True)
    page = answer.content.decode()

    assert answer.status_code == 200 and "<!doctype html>" not in page
    assert f'action="{BOARD}{second.pk}/"' in page and "今日已反馈 1 件" in page
    assert '<span id="count-supervision-report_list" hx-swap-oob="true">2</span>' in page
    assert "反馈已保存。" in page
    assert answer["HX-Replace-Url"] == f"{BOARD}?item={second.pk}"


def test_after_the_last_report_the_page_says_what_comes_next(cast, items, log_in):
    (item,) = items(1)

    page = send(log_in("staff"), item, htmx=True).content.decode()

    assert "本单位现无待反馈事项" in page and f"下一件：“{item.title}”，2026年9月24日" in page


def test_an_empty_board_says_what_it_is_for(log_in):
    assert "反馈周期将至" in log_in("staff").get(BOARD).content.decode()


@pytest.mark.parametrize("htmx", [True, False])
def test_a_report_without_text_is_refused_and_keeps_what_was_typed(cast, items, log_in, htmx):
    (item,) = items(1)

    answer = send(log_in("staff"), item, htmx=htmx, text="", problem="缺经费")

    assert answer.status_code == 422 and "缺经费" in answer.content.decode()
    assert list(answer.context["form"].errors) == ["text"]
    assert not Report.objects.exists()


def test_rule_50_a_classified_report_is_refused_at_its_field(cast, items, log_in):
    (item,) = items(1)

    answer = send(log_in("staff"), item, text="绝密★十年 情况")

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["text"])


def test_a_form_whose_report_a_colleague_has_sent_keeps_what_was_typed(cast, items, log_in):
    (item,) = items(1, due_on=date(2026, 12, 31))
    ReportFactory(item=item, on=date(2026, 9, 12))

    answer = send(log_in("staff"), item, text="", problem="缺经费")

    assert answer.status_code == 422 and "缺经费" in answer.content.decode()


@pytest.mark.parametrize(("role", "status"), [("stranger", 404), ("officer", 403), ("auditor", 403)])
def test_strangers_report_on_nothing(cast, items, log_in, role, status):
    (item,) = items(1)

    assert send(log_in(role), item).status_code == status
    assert not Report.objects.exists()


def test_board_is_read_only_by_link(cast, items, log_in):
    (item,) = items(1)

    assert log_in("staff").get(f"{BOARD}{item.pk}/").status_code == 405
    assert log_in("staff").post(BOARD).status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_board_takes_nine_queries(cast, items, log_in, django_assert_num_queries, count):
    for item in items(count):
        ReportFactory(item=item, on=date(2026, 9, 8))
    client = log_in("staff")
    client.get(BOARD)

    with django_assert_num_queries(9):
        assert len(client.get(BOARD).context["board"].open) == count


def test_the_rail_counts_the_reports_that_are_asked(cast, items, log_in):
    items(2)

    counts = log_in("staff").get(reverse("counts", args=["desk"])).content.decode()
    assert '<span id="count-supervision-report_list" hx-swap-oob="true">2</span>' in counts
    assert "report_list" not in log_in("nobody").get(reverse("my_work")).content.decode()


# ── The units of one item ────────────────────────────────────────────────────────────────────────────────────────────
def of_item(item):
    return f"{BOARD}of-item/{item.pk}/"


def test_coverage_tells_who_has_reported_and_lets_the_lead_ask(cast, items, log_in):
    (item,) = items(1, co_units=[cast.co_unit, cast.other_unit])
    ReportFactory(item=item, unit=cast.co_unit, on=DAY)

    page = log_in("staff").get(of_item(item)).content.decode()

    assert "1 / 2 已反馈" in page and "尚未反馈" in page
    assert f"{of_item(item)}ask/{cast.other_unit.pk}/" in page
    assert f"{of_item(item)}ask/{cast.co_unit.pk}/" not in page


@pytest.mark.parametrize("role", ["officer", "co_staff", "leader"])
def test_others_see_the_coverage_and_ask_nothing(cast, items, log_in, role):
    (item,) = items(1)

    page = log_in(role).get(of_item(item)).content.decode()
    assert "0 / 1 已反馈" in page and "/ask/" not in page


def test_the_page_of_an_item_fetches_its_coverage_and_says_what_is_asked(cast, items, log_in):
    (item,) = items(1)

    page = log_in("staff").get(item.get_absolute_url()).content.decode()
    assert f'hx-get="{of_item(item)}"' in page
    assert "本期 09-12 至 09-18" in page


def test_the_lead_asks_a_co_unit(cast, items, log_in):
    (item,) = items(1)
    address = f"{of_item(item)}ask/{cast.co_unit.pk}/"

    assert log_in("staff").get(address).status_code == 200
    answer = log_in("staff").post(address, {"due_on": "2026-09-18", "note": "请报复测结果"})

    assert answer["Location"] == item.get_absolute_url()
    assert ReportRequest.objects.get().note == "请报复测结果"


def test_rule_51_a_second_request_asks_for_confirmation(cast, items, log_in):
    (item,) = items(1)
    address, asked = f"{of_item(item)}ask/{cast.co_unit.pk}/", {"due_on": "2026-09-18", "note": "请报复测结果"}
    log_in("staff").post(address, asked)

    warned = log_in("head").post(address, asked)
    assert warned.status_code == 422
    assert "牵头承办已于 09-14" in warned.content.decode() and 'type="checkbox"' in warned.content.decode()
    assert ReportRequest.objects.count() == 1

    assert log_in("head").post(address, asked | {"again": "on"}).status_code == 302
    assert ReportRequest.objects.count() == 2


@pytest.mark.parametrize("asked", [{}, {"due_on": "2026-09-11"}, {"due_on": "2026-09-18", "note": "绝密★十年"}])
def test_a_request_that_cannot_be_is_refused(cast, items, log_in, asked):
    (item,) = items(1)

    assert log_in("staff").post(f"{of_item(item)}ask/{cast.co_unit.pk}/", asked).status_code == 422
    assert not ReportRequest.objects.exists()


def test_a_unit_without_part_and_strangers_are_turned_away(cast, items, log_in):
    (item,) = items(1)

    assert log_in("staff").get(f"{of_item(item)}ask/{cast.other_unit.pk}/").status_code == 404
    assert log_in("stranger").get(f"{of_item(item)}ask/{cast.co_unit.pk}/").status_code == 404
    assert log_in("co_head").get(f"{of_item(item)}ask/{cast.co_unit.pk}/").status_code == 403
    assert log_in("stranger").get(of_item(item)).status_code == 404
