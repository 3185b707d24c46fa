"""The pages: a programme pasted, looked at and confirmed; dates set and moved; what may go wrong."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from planning.consultations.models import Checkpoint, Consultation
from tests.planning.consultations.factories import CheckpointFactory, ConsultationFactory, ProgrammeFactory

TEXT = """2026年度重点协商计划
一、围绕“盘活闲置校舍”开展对口协商
（一）协商形式：对口协商。
（二）时间安排：9月15日。
（三）参加人员：有关委员。
（四）组织实施：牵头领导：分管副主席。责任部门：经济委员会。参与部门：研究室、市教委。
二、围绕“保护传统村落”开展协商
（一）时间安排：10月。
（二）责任部门：市农业农村委。
"""
LIST = "/planning/consultations/"
PASTE, CONFIRM = f"{LIST}paste/", f"{LIST}confirm/"


@pytest.fixture
def keeper(client, planner):
    client.force_login(planner)
    return client


def sent(page, **changes):
    """What the browser would send back from the preview."""
    form = {"year": "2026", "title": "2026年度重点协商计划"}
    rows = page.context["rows"]
    form |= {f"rows-{name}": str(value) for name, value in rows.management_form.initial.items()}
    for row in rows.forms:
        for name in row.fields:
            value = row[name].value()
            if value not in (None, "", False):
                form[row[name].html_name] = "on" if value is True else value
    return form | changes


# ── A programme ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_pasted_programme_is_shown_and_nothing_is_saved(keeper):
    page = keeper.post(PASTE, {"text": TEXT})

    rows = [form.initial for form, _pieces in page.context["entries"]]
    assert [(row["topic"], row["outside"], row["new_lead"]) for row in rows] == [
        ("盘活闲置校舍", "市教委", ""),
        ("保护传统村落", "", "市农业农村委"),
    ]
    assert (page.status_code, Consultation.objects.count()) == (200, 0)


def test_the_words_that_were_read_are_marked(keeper):
    page = keeper.post(PASTE, {"text": TEXT}).content.decode()

    assert '<mark class="s-mark-window">9月15日</mark>' in page


def test_ticked_rows_are_kept(keeper, units):
    page = keeper.post(PASTE, {"text": TEXT})
    form = sent(page)
    del form["rows-1-keep"]

    answer = keeper.post(CONFIRM, form)

    [kept] = Consultation.objects.all()
    assert answer["Location"] == f"{LIST}?year=2026"
    assert (kept.topic, kept.lead, list(kept.co_units.all()), kept.outside) == (
        "盘活闲置校舍",
        units[0],
        [units[1]],
        "市教委",
    )
    assert (kept.window_first, kept.window_last) == (date(2026, 9, 15), date(2026, 9, 15))


def test_a_text_far_too_long_is_refused_at_its_field_and_kept(keeper):
    answer = keeper.post(PASTE, {"text": "协商" * 600_000})

    assert (answer.status_code, "文字过长：现有1200000字" in str(answer.context["form"].errors["text"])) == (422, True)
    assert "协商" * 1000 in answer.content.decode()
    # Sent otherwise, three bytes become nine, and the server reads none of them.
    assert 'enctype="multipart/form-data"' in answer.content.decode()


def test_nothing_typed_is_lost_after_an_error(keeper):
    page = keeper.post(PASTE, {"text": TEXT})

    answer = keeper.post(CONFIRM, sent(page, **{"rows-0-topic": "", "rows-1-outside": "手工填写的单位"}))

    assert (answer.status_code, Consultation.objects.count()) == (422, 0)
    assert "手工填写的单位" in answer.content.decode() and "盘活闲置校舍" in answer.content.decode()


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("", 422),
        ("今天天气不错。", 422),
        ("围" * 200_001, 422),
        ("机密★1年\n" + TEXT, 422),
    ],
)
def test_a_text_that_cannot_be_taken_is_refused_in_words(keeper, text, status):
    answer = keeper.post(PASTE, {"text": text})

    assert (answer.status_code, Consultation.objects.count()) == (status, 0)
    assert re.search(r'class="[^"]*(?:invalid-feedback|alert)', answer.content.decode())


def test_characters_that_no_paper_has_are_refused(keeper):
    answers = keeper.post(PASTE, {"text": "一、议题：甲乙\0丙"}), keeper.get(f"{LIST}?q=%00")

    assert ([answer.status_code for answer in answers], Consultation.objects.count()) == ([422, 400], 0)


def test_two_megabytes_are_refused_and_kept_nowhere(keeper):
    assert keeper.post(PASTE, {"text": "一、围绕“甲”开展协商\n" * 60_000}).status_code == 422


def test_rule_50_a_marked_text_is_not_sent_back(keeper):
    assert "绝密" not in keeper.post(PASTE, {"text": f"绝密★\n{TEXT}"}).content.decode()


def test_rule_50_a_mark_in_a_row_is_refused(keeper):
    page = keeper.post(PASTE, {"text": TEXT})

    answer = keeper.post(CONFIRM, sent(page, **{"rows-0-participants": "机密★"}), follow=True)

    assert (answer.redirect_chain, Consultation.objects.count()) == ([(PASTE, 302)], 0)


def test_more_rows_than_fit_are_refused(keeper):
    text = "2026年度计划\n" + "".join(f"{n}.议题：议题之{n}\n时间：{n % 12 + 1}月\n" for n in range(1, 70))

    assert keeper.post(PASTE, {"text": text}).status_code == 422


def test_a_form_that_was_tampered_with_saves_nothing(keeper):
    assert keeper.post(CONFIRM, {"year": "2026", "title": "甲", "rows-TOTAL_FORMS": "x"}).status_code == 422


# ── Dates ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def _date(consultation):
    return reverse("planning:consultation_date", args=[consultation.pk])


def test_rule_32_a_date_is_shown_before_it_is_saved(keeper, planned):
    facts = {"meeting_on": "2026-11-27", "version": planned.version}
    shown = keeper.post(_date(planned), facts)

    assert [(row.kind, row.new) for row in shown.context["moves"]] == [
        ("notice", date(2026, 11, 6)),
        ("materials", date(2026, 11, 13)),
        ("outcome", date(2026, 12, 8)),
    ]
    assert Checkpoint.objects.count() == 0

    keeper.post(_date(planned), facts | {"seen": "2026-11-27"})
    assert Checkpoint.objects.count() == 3


def test_save_stays_shut_in_its_own_place_until_the_day_was_shown(keeper, planned):
    pages = [keeper.get(_date(planned)), keeper.post(_date(planned), {"meeting_on": "2026-11-27", "version": 1})]

    found = re.compile(r'<button class="btn[^>]*?(?:name="(preview)"|id="(save)")[^>]*?( disabled)?>')
    buttons = [found.findall(page.content.decode()) for page in pages]
    assert buttons == [
        [("preview", "", ""), ("", "save", " disabled")],
        [("preview", "", ""), ("", "save", "")],
    ]


def test_a_second_press_on_the_button_that_shows_saves_nothing(keeper, planned):
    facts = {"meeting_on": "2026-11-27", "version": planned.version, "seen": "2026-11-27", "preview": "1"}

    assert keeper.post(_date(planned), facts).status_code == 200
    assert Checkpoint.objects.count() == 0


def test_moving_shows_old_and_new_and_asks_for_a_reason(keeper, scheduled):
    facts = {"meeting_on": "2026-12-04", "version": scheduled.version, "seen": "2026-12-04"}
    refused = keeper.post(_date(scheduled), facts)

    assert next((row.old, row.new) for row in refused.context["moves"]) == (date(2026, 11, 6), date(2026, 11, 13))
    assert refused.status_code == 422

    keeper.post(_date(scheduled), facts | {"reason": "会议冲突"})
    assert Consultation.objects.get().meeting_on == date(2026, 12, 4)


def test_another_day_than_the_one_shown_is_shown_first(keeper, scheduled):
    facts = {"meeting_on": "2026-12-04", "version": scheduled.version, "seen": "2026-12-03", "reason": "会议冲突"}

    assert keeper.post(_date(scheduled), facts).status_code == 200
    assert Consultation.objects.get().meeting_on == date(2026, 11, 27)


@pytest.mark.parametrize("typed", ["", "2026-02-30", "明天", "99999-01-01"])
def test_a_day_that_does_not_exist_is_refused(keeper, planned, typed):
    answer = keeper.post(_date(planned), {"meeting_on": typed, "version": planned.version, "seen": typed})

    assert (answer.status_code, Checkpoint.objects.count()) == (422, 0)


# ── Checkpoints and steps ────────────────────────────────────────────────────────────────────────────────────────────
def test_the_lead_unit_completes_a_checkpoint_and_returns_to_its_work(client, head, scheduled):
    client.force_login(head)
    address = reverse("planning:checkpoint_step", args=[scheduled.pk, "notice", "complete"])

    answer = client.post(f"{address}?next=/my-work/", {"version": scheduled.version})

    assert (answer["Location"], Checkpoint.objects.get(kind="notice").done_by) == ("/my-work/", head)


def test_a_foreign_address_is_not_followed(client, head, scheduled):
    client.force_login(head)
    address = reverse("planning:checkpoint_step", args=[scheduled.pk, "notice", "complete"])

    assert client.post(f"{address}?next=https://example.org/")["Location"] == scheduled.get_absolute_url()


@pytest.mark.parametrize("step", ["schedule", "cancel", "unknown"])
def test_only_steps_of_one_press_are_pressed(keeper, scheduled, step):
    assert keeper.post(f"{LIST}{scheduled.pk}/{step}/").status_code in (404, 422)
    assert Consultation.objects.get().state == "scheduled"


def test_a_consultation_is_corrected_and_cancelled(keeper, planned, units):
    page = keeper.get(f"{LIST}{planned.pk}/correct/")
    form = {name: page.context["form"][name].value() or "" for name in page.context["form"].fields}
    keeper.post(f"{LIST}{planned.pk}/correct/", form | {"topic": "新的议题", "lead": str(units[1].pk), "co_units": []})
    planned.refresh_from_db()
    keeper.post(f"{LIST}{planned.pk}/cancel/", {"reason": "不再举办", "version": planned.version})

    planned.refresh_from_db()
    assert (planned.topic, planned.lead, planned.state) == ("新的议题", units[1], "cancelled")


@pytest.fixture
def outrun(scheduled):
    """Somebody saved another version since the page was opened: the address of a step, and what was seen."""
    Consultation.objects.update(topic="别人改的议题", meeting_on=date(2026, 12, 11), version=scheduled.version + 1)
    return lambda step: (f"{LIST}{scheduled.pk}/{step}/", scheduled.version)


@pytest.mark.parametrize(
    ("step", "typed", "words"),
    [
        ("date", {"meeting_on": "2026-12-04", "seen": "2026-12-04", "reason": "冲突"}, ["2026-12-04", "2026-12-11"]),
        ("correct", {"topic": "我改的议题", "kind": "briefing"}, ["我改的议题", "别人改的议题", "通报", "协商"]),
        ("cancel", {"reason": "不再举办"}, ["不再举办"]),
    ],
)
def test_two_editors_see_both_versions(keeper, outrun, step, typed, words):
    address, version = outrun(step)

    answer = keeper.post(address, typed | {"version": version})

    page = answer.content.decode()
    assert (answer.status_code, [one for one in words if one not in page]) == (409, [])
    assert f'<input type="hidden" name="version" value="{version + 1}">' in page
    assert Consultation.objects.get().topic == "别人改的议题"


def test_ones_own_version_can_be_saved_over_the_other(keeper, outrun):
    address, version = outrun("correct")
    typed = {"topic": "我改的议题", "kind": "briefing"}

    seen = keeper.post(address, typed | {"version": version}).context["version"]
    keeper.post(address, typed | {"version": seen})

    assert Consultation.objects.get().topic == "我改的议题"


# ── The list ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def _three_lights(lead=None):
    today = timezone.localdate()
    programme = ProgrammeFactory(year=today.year)
    for days in (-20, 1, 60):
        one = ConsultationFactory(programme=programme, lead=lead, meeting_on=today + timedelta(days=90))
        CheckpointFactory(consultation=one, due_on=today + timedelta(days=days))


def test_the_list_shows_the_lights(keeper):
    _three_lights()

    page = keeper.get(LIST)
    assert [line.light for line in page.context["lines"]] == ["red", "yellow", "green"]
    assert [line.light for line in keeper.get(f"{LIST}?light=red").context["lines"]] == ["red"]


@pytest.mark.parametrize("query", ["?view=matrix", "?kind=x&unit=y&state=z", "?year=99999", "?year=abc"])
def test_the_list_bears_any_address(keeper, query):
    _three_lights()

    assert keeper.get(f"{LIST}{query}").status_code == 200


def test_rule_46_a_unit_sees_what_it_leads_or_takes_part_in(client, head, outsider, planned):
    client.force_login(head)
    assert client.get(planned.get_absolute_url()).status_code == 200
    client.force_login(outsider)
    assert client.get(planned.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("address", [LIST, f"{LIST}?view=matrix"])
def test_the_list_takes_ten_queries(keeper, django_assert_max_num_queries, units, address, count):
    for _one in range(count):
        one = ConsultationFactory(programme=ProgrammeFactory(year=timezone.localdate().year), lead=units[0])
        one.co_units.set([units[1]])
        CheckpointFactory(consultation=one)
    keeper.get(address)

    with django_assert_max_num_queries(10):
        keeper.get(address)


def test_the_page_takes_ten_queries(keeper, django_assert_max_num_queries, scheduled):
    keeper.get(scheduled.get_absolute_url())

    with django_assert_max_num_queries(10):
        keeper.get(scheduled.get_absolute_url())
