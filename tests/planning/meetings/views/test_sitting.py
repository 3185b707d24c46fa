"""Meeting mode: the page, its fragment, and what is noted on it."""

import pytest

from planning.meetings import services
from planning.meetings.models import Note, Sitting
from tests.planning.meetings.conftest import at

pytestmark = pytest.mark.django_db


@pytest.fixture
def mode(begun):
    """`mode()` is the address of the page, `mode("turn")` that of what is done on it."""
    return lambda *more: "/".join([f"/planning/meetings/{begun.pk}", *(more or ("mode",)), ""])


def lines_of(meeting):
    return list(meeting.agenda.order_by("ordinal"))


def test_the_page_shows_the_line_under_discussion_with_its_notes(signed_in, planner, mode, note):
    note("decision", "由行政处牵头。", line=0)

    page = signed_in(planner).get(mode())

    assert (page.context["line"].title, page.context["number"]) == ("听取上周工作", 1)
    assert [one.text for one in page.context["notes"]] == ["由行政处牵头。"]


def test_a_leader_reads_and_may_not_note(signed_in, leader, mode):
    browser = signed_in(leader)

    assert (browser.get(mode()).context["may_note"], browser.post(mode("notes", "add")).status_code) == (False, 403)


def test_a_unit_does_not_find_the_page(signed_in, stranger, mode):
    assert signed_in(stranger).get(mode()).status_code == 404


def test_whoever_has_seen_everything_is_told_nothing(signed_in, planner, mode, note, htmx):
    browser = signed_in(planner)
    seen = browser.get(mode()).context["stamp"]

    assert browser.get(f"{mode()}?seen={seen}", headers=htmx).status_code == 204
    note("info", "又记一条")
    assert browser.get(f"{mode()}?seen={seen}", headers=htmx).status_code == 200


def test_who_notes_stays_on_the_line_and_who_reads_follows_the_meeting(signed_in, planner, leader, mode, begun):
    first, second = lines_of(begun)
    asks = [signed_in(person).get(mode()).content.decode() for person in (planner, leader)]

    assert [f"?line={first.pk}&amp;seen=" in page for page in asks] == [True, False]
    assert signed_in(leader).get(f"{mode()}?line={second.pk}").context["line"] == second


def test_a_turn_shows_the_next_line_and_its_address(signed_in, planner, mode, begun, htmx):
    second = lines_of(begun)[1]

    answer = signed_in(planner).post(mode("mode", "turn"), {"line": second.pk}, headers=htmx)

    assert Sitting.objects.get().line == second
    assert answer["HX-Replace-Url"] == f"{mode()}?line={second.pk}"
    assert "<main" not in answer.content.decode()


def test_a_turn_to_no_line_says_so(signed_in, planner, mode, htmx):
    answer = signed_in(planner).post(mode("mode", "turn"), {"line": "x"}, headers=htmx)

    assert (answer.status_code, answer.context["refusal"] is not None) == (422, True)


def test_a_note_is_kept_and_the_form_for_the_next_is_left_alone(signed_in, planner, mode, begun, htmx):
    typed = {"line": lines_of(begun)[0].pk, "kind": "decision", "text": "由行政处牵头。"}

    answer = signed_in(planner).post(mode("notes", "add"), typed, headers=htmx)

    assert (Note.objects.get().kind, 'id="compose"' in answer.content.decode()) == ("decision", False)


def test_who_has_turned_on_since_a_note_was_begun_stays_there(signed_in, planner, mode, begun, htmx):
    first, second = lines_of(begun)
    typed = {"line": first.pk, "shown": second.pk, "kind": "info", "text": "听取汇报"}

    answer = signed_in(planner).post(mode("notes", "add"), typed, headers=htmx)

    assert (Note.objects.get().line, answer.context["line"]) == (first, second)


def test_a_note_without_words_goes_back_to_its_form_alone(signed_in, planner, mode, begun, htmx):
    typed = {"line": lines_of(begun)[0].pk, "kind": "info", "text": " "}

    answer = signed_in(planner).post(mode("notes", "add"), typed, headers=htmx)

    assert (answer.status_code, answer["HX-Retarget"], Note.objects.count()) == (422, "#compose", 0)


def test_a_note_that_another_has_edited_shows_their_words_and_keeps_mine(signed_in, planner, supervisor, note, htmx):
    made = note("info", "原话")
    services.edit_note(made.pk, kind="info", text="他人的话", by=supervisor)
    address = f"/planning/meetings/notes/{made.pk}/edit/"

    answer = signed_in(planner).post(address, {"kind": "info", "text": "我的话", "version": 1}, headers=htmx)

    html = answer.content.decode()
    assert (answer.status_code, "他人的话" in html, "我的话" in html) == (422, True, True)
    saved = signed_in(planner).post(address, {"kind": "info", "text": "我的话", "version": 2}, headers=htmx)
    assert (saved.status_code, Note.objects.get().text) == (200, "我的话")


def test_a_note_is_deleted(signed_in, planner, note, htmx):
    made = note("info", "多余")

    signed_in(planner).post(f"/planning/meetings/notes/{made.pk}/delete/", headers=htmx)

    assert Note.objects.count() == 0


def test_without_scripts_one_is_back_on_the_line(signed_in, planner, mode, begun):
    line = lines_of(begun)[1].pk

    answer = signed_in(planner).post(mode("notes", "add"), {"line": line, "kind": "info", "text": "听取汇报"})

    assert (answer.status_code, answer["Location"]) == (302, f"{mode()}?line={line}")


def test_page_needs_the_same_queries_for_one_and_three_notes(signed_in, planner, mode, note, django_assert_num_queries):
    browser = signed_in(planner)

    for rows in (1, 2):
        for _ in range(rows):
            note("info", "听取汇报", line=0)
        with django_assert_num_queries(5):
            browser.get(mode())


def test_a_meeting_is_begun_and_ended_by_its_buttons(signed_in, planner, fixed, time_machine):
    time_machine.move_to(at(9, 0))
    browser, address = signed_in(planner), f"/planning/meetings/{fixed.pk}/do"

    begun = browser.post(f"{address}/begin/")
    ended = browser.post(f"{address}/end/")

    assert begun["Location"] == f"/planning/meetings/{fixed.pk}/mode/"
    assert ended["Location"] == f"/planning/meetings/{fixed.pk}/draft/"


def test_an_unknown_step_is_not_found(signed_in, planner, fixed):
    assert signed_in(planner).post(f"/planning/meetings/{fixed.pk}/do/dance/").status_code == 404
