"""The steps of a decision: by htmx the line that changed, without it the page of the meeting."""

import pytest
from django.urls import reverse

from planning.meetings.models import Decision
from planning.meetings.services import paste_minutes
from tests.planning.factories import DecisionFactory


def url(name, decision):
    return reverse(f"planning:decision_{name}", args=[decision.pk])


def typed(decision, units, **words):
    data = {"title": "第三季度考评", "needs_handling": "on", "due": "12-20", "cycle": "", "version": decision.version}
    return data | {"leads": [units["研究室"].pk], "co_units": [units["财务处"].pk]} | words


def state(decision):
    return Decision.objects.get(pk=decision.pk).state


def test_confirm_answers_htmx_with_the_line_and_what_counts_it(signed_in, planner, decision, htmx):
    answer = signed_in(planner).post(url("confirm", decision), {"version": 1}, headers=htmx)

    page = answer.content.decode()
    assert (answer.status_code, state(decision), "<main" in page) == (200, "confirmed", False)
    assert [f'id="{part}"' in page for part in (f"line-{decision.pk}", "decided", "checks", "minutes-foot")] == [
        True
    ] * 4


def test_confirm_without_javascript_returns_to_the_line(signed_in, planner, decision):
    answer = signed_in(planner).post(url("confirm", decision), {"version": 1})

    assert (answer.status_code, answer["Location"]) == (302, decision.get_absolute_url())


def test_confirm_that_is_refused_says_why_in_the_line(signed_in, planner, drafted, htmx):
    leaderless = DecisionFactory(meeting=drafted)

    answer = signed_in(planner).post(url("confirm", leaderless), {"version": 1}, headers=htmx)

    assert (answer.status_code, 'role="alert"' in answer.content.decode()) == (422, True)


def test_confirm_over_a_version_that_was_not_seen_shows_the_line_as_it_is_now(signed_in, planner, decision, htmx):
    Decision.objects.update(version=2, title="改过的事项")

    answer = signed_in(planner).post(url("confirm", decision), {"version": 1}, headers=htmx)

    assert (answer.status_code, state(decision), "改过的事项" in answer.content.decode()) == (409, "proposed", True)


def test_confirm_each_takes_several_leads(signed_in, planner, drafted, units):
    many = DecisionFactory(meeting=drafted, leads=[units["经济委员会"], units["提案委员会"]])

    signed_in(planner).post(url("confirm", many), {"version": 1, "each": "1"})

    assert state(many) == "confirmed"


def test_gather_makes_one_unit_the_lead(signed_in, planner, drafted, units):
    many = DecisionFactory(meeting=drafted, leads=[units["经济委员会"], units["提案委员会"]])

    signed_in(planner).post(url("gather", many), {"version": 1, "lead": units["研究室"].pk})

    assert str(many.leads.get()) == "研究室"


def test_gather_for_a_unit_that_does_not_exist_is_missing(signed_in, planner, decision):
    assert signed_in(planner).post(url("gather", decision), {"version": 1, "lead": "x"}).status_code == 404


def test_confirm_all_says_how_many_and_what_was_left_out(signed_in, planner, decision):
    DecisionFactory(meeting=decision.meeting, label="九")

    page = (
        signed_in(planner)
        .post(reverse("planning:decision_confirm_all", args=[decision.meeting_id]), follow=True)
        .content.decode()
    )

    assert (state(decision), "已确认1条" in page, "九 没有牵头单位" in page) == ("confirmed", True, True)


def test_correct_shows_what_was_read_in_place_of_the_line(signed_in, planner, decision, htmx):
    page = signed_in(planner).get(url("correct", decision), headers=htmx).content.decode()

    assert (f'<tr id="line-{decision.pk}"' in page, decision.text in page, "<main" in page) == (True, True, False)


def test_correct_saves_and_shows_the_line(signed_in, planner, decision, units, htmx):
    answer = signed_in(planner).post(url("correct", decision), typed(decision, units), headers=htmx)

    decision.refresh_from_db()
    assert (answer.status_code, decision.title, str(decision.due_on)) == (200, "第三季度考评", "2026-12-20")
    assert str(decision.leads.get()) == "研究室"


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"due": "尽快吧"}, "due"),
        ({"due": "2020-01-01"}, "due"),
        ({"cycle": "时常"}, "cycle"),
        ({"title": ""}, "title"),
    ],
)
def test_correct_with_an_error_keeps_what_was_typed(signed_in, planner, decision, units, htmx, words, field):
    answer = signed_in(planner).post(url("correct", decision), typed(decision, units, **words), headers=htmx)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert f'value="{words[field] or "12-20"}"' in answer.content.decode()


def test_rule_20_correct_shows_the_refusal_at_the_co_units(signed_in, planner, decision, units):
    answer = signed_in(planner).post(url("correct", decision), typed(decision, units, co_units=[units["研究室"].pk]))

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["co_units"])


def test_correct_over_a_version_that_was_not_seen_shows_both(signed_in, planner, decision, units, htmx):
    sent = typed(decision, units)
    Decision.objects.update(version=2, title="改过的事项")

    answer = signed_in(planner).post(url("correct", decision), sent, headers=htmx)

    page = answer.content.decode()
    assert (answer.status_code, answer["HX-Retarget"]) == (409, "#main")
    assert [words in page for words in ("第三季度考评", "改过的事项", "研究室", "行政处")] == [True] * 4


def test_correct_of_an_empty_post_is_answered_with_422(signed_in, planner, decision):
    assert signed_in(planner).post(url("correct", decision), {}).status_code == 422


def test_line_gives_way_when_the_form_is_called_off(signed_in, planner, decision, htmx):
    page = signed_in(planner).get(url("line", decision), headers=htmx).content.decode()

    assert (decision.title in page, 'id="decided"' in page) == (True, False)


def test_not_track_keeps_the_reason(signed_in, planner, decision):
    signed_in(planner).post(url("not_track", decision), {"reason": "阅知", "version": 1})

    decision.refresh_from_db()
    assert (decision.state, decision.not_tracked_reason) == ("not_tracked", "阅知")


def test_not_track_over_a_version_that_was_not_seen_is_a_conflict(signed_in, planner, decision):
    Decision.objects.update(version=2)

    answer = signed_in(planner).post(url("not_track", decision), {"reason": "阅知", "version": 1})

    assert (answer.status_code, answer.context["rows"][0][1:], state(decision)) == (409, ("阅知", ""), "proposed")


def test_not_track_without_a_reason_is_answered_with_422(signed_in, planner, decision):
    assert signed_in(planner).post(url("not_track", decision), {"reason": "", "version": 1}).status_code == 422


def test_reopen_proposes_again(signed_in, planner, drafted):
    left = DecisionFactory(meeting=drafted, state="not_tracked")

    signed_in(planner).post(url("reopen", left), {"version": 1})

    assert state(left) == "proposed"


@pytest.mark.parametrize("rows", [1, 3])
def test_a_step_needs_at_most_20_queries(signed_in, planner, drafted, units, htmx, django_assert_max_num_queries, rows):
    first, *_others = DecisionFactory.create_batch(rows, meeting=drafted, leads=[units["行政处"]])
    client = signed_in(planner)

    with django_assert_max_num_queries(20):
        client.post(url("confirm", first), {"version": 1}, headers=htmx)


@pytest.mark.parametrize("name", ["confirm", "gather", "correct", "not_track", "reopen"])
def test_steps_of_a_decision_are_missing_for_a_stranger(signed_in, stranger, decision, name):
    assert signed_in(stranger).post(url(name, decision)).status_code == 404


@pytest.mark.parametrize("name", ["confirm", "correct", "not_track", "reopen"])
def test_steps_of_a_decision_are_closed_to_a_leader(signed_in, leader, decision, name):
    assert signed_in(leader).post(url(name, decision)).status_code == 403


@pytest.mark.parametrize("name", ["confirm", "gather", "reopen"])
def test_one_button_steps_refuse_a_get(signed_in, planner, decision, name):
    assert signed_in(planner).get(url(name, decision)).status_code == 405


# ── All units of a kind ──────────────────────────────────────────────────────────────────────────────────────────────
def pasted(planner, meeting, text):
    paste_minutes(meeting.pk, text=text, by=planner, on=meeting.held_on)
    return Decision.objects.get(meeting=meeting)


def test_a_kind_that_is_addressed_is_offered_as_an_item_for_each_of_its_units(signed_in, planner, meeting, units):
    client = signed_in(planner)
    decision = pasted(planner, meeting, "一、各专委会12月10日前报送工作总结。")

    page = client.get(meeting.get_absolute_url()).content.decode()
    client.post(url("confirm", decision), {"version": 1, "each": "1"})

    every = [unit for unit in units.values() if unit.kind == "专委会"]
    assert (f"逐家立{len(every)}项" in page, state(decision)) == (True, "confirmed")
    assert all(unit.short in page for unit in every)
    assert set(decision.leads.all()) == set(every)


def test_a_group_that_names_nobody_is_marked_and_whole_kinds_are_offered(signed_in, planner, meeting, units):
    client = signed_in(planner)
    decision = pasted(planner, meeting, "一、各党支部12月10日前召开组织生活会。")

    page = client.get(meeting.get_absolute_url()).content.decode()
    form = client.get(url("correct", decision)).context["form"]

    assert ("“各党支部”泛指多个单位" in page, decision.leads.exists()) == (True, False)
    assert "专委会" in [kind for kind, _label in form.fields["kinds"].choices]


def test_the_units_of_a_chosen_kind_lead_but_for_those_that_take_part(signed_in, planner, meeting, units):
    client = signed_in(planner)
    decision = pasted(planner, meeting, "一、各党支部12月10日前召开组织生活会。")
    partner = units["经济委员会"]

    client.post(url("correct", decision), typed(decision, units, leads=[], kinds=["专委会"], co_units=[partner.pk]))

    decision.refresh_from_db()
    every = {unit for unit in units.values() if unit.kind == "专委会"}
    assert (set(decision.leads.all()), set(decision.co_units.all())) == (every - {partner}, {partner})
    assert decision.reading["group_leads"] == []


def test_a_kind_that_nobody_offered_is_refused_at_its_field(signed_in, planner, meeting, units):
    client = signed_in(planner)
    decision = pasted(planner, meeting, "一、各党支部12月10日前召开组织生活会。")

    answer = client.post(url("correct", decision), typed(decision, units, kinds=["无此类"]))

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["kinds"])
