"""The page on which minutes are pasted, and their publication."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from planning.meetings.models import Decision, Meeting
from tests.planning.factories import DecisionFactory, MeetingFactory
from tests.secretariat.documents.specimens import document, kind, level, numbering, paragraph, row, uploaded

SHORT = "一、由行政处牵头，财务处配合，12月10日前完成。"


def url(name, meeting):
    return reverse(f"planning:meeting_{name}", args=[meeting.pk])


@pytest.fixture(autouse=True)
def _after_the_meetings(time_machine):
    time_machine.move_to("2026-12-08 10:00+08:00")


def paste(client, meeting, text=SHORT, version=1):
    return client.post(url("paste", meeting), {"text": text, "version": version})


def test_pasted_minutes_lead_to_the_lines_to_confirm(signed_in, planner, units, sample):
    meeting = MeetingFactory(number=42, nominal_on=date(2026, 11, 16))

    answer = paste(signed_in(planner), meeting, sample)

    assert (answer.status_code, answer["Location"]) == (302, meeting.get_absolute_url())
    assert meeting.decisions.count() == 10


def test_the_text_of_another_meeting_is_kept_only_once_it_is_said_to_belong(signed_in, planner, meeting, sample):
    client = signed_in(planner)

    warned = paste(client, meeting, sample)

    form = warned.context["form"]
    assert (warned.status_code, list(form.errors), Decision.objects.exists()) == (422, ["belongs"], False)
    assert (sample in form["text"].value(), 'type="checkbox" name="belongs"' in warned.content.decode()) == (True, True)

    answer = client.post(url("paste", meeting), {"text": sample, "version": 1, "belongs": "on"})

    assert (answer.status_code, meeting.decisions.count()) == (302, 10)


def test_nobody_is_asked_whether_a_text_belongs_before_it_is_read(signed_in, planner, meeting):
    page = signed_in(planner).get(url("paste", meeting)).content.decode()

    assert ('type="hidden" name="belongs"' in page, "确属本次会议" in page) == (True, False)


def test_pasting_is_not_offered_before_the_day_of_the_meeting(signed_in, planner, meeting, time_machine):
    offered = []
    for day in (meeting.held_on - timedelta(days=1), meeting.held_on):
        time_machine.move_to(f"{day} 09:00+08:00")
        offered.append(url("paste", meeting) in signed_in(planner).get(url("detail", meeting)).content.decode())

    assert offered == [False, True]


def test_the_words_that_were_read_are_highlighted(signed_in, planner, meeting):
    client = signed_in(planner)
    paste(client, meeting)

    page = client.get(url("detail", meeting)).content.decode()

    assert [
        '<mark class="s-hit s-hit-lead">行政处</mark>' in page,
        '<mark class="s-hit s-hit-co">财务处</mark>' in page,
        '<mark class="s-hit">12月10日前</mark>' in page,
    ] == [True, True, True]


def test_pasting_page_shows_what_was_pasted_before(signed_in, planner, meeting):
    client = signed_in(planner)
    paste(client, meeting)

    assert SHORT in client.get(url("paste", meeting)).content.decode()


@pytest.mark.parametrize("text", ["", "天气很好"], ids=["empty", "no decision"])
def test_text_without_decisions_is_answered_in_words_and_kept_in_the_form(signed_in, planner, meeting, text):
    answer = paste(signed_in(planner), meeting, text)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["text"])
    assert (text in answer.content.decode(), Decision.objects.exists()) == (True, False)


def test_two_megabytes_are_answered_in_words(signed_in, planner, meeting):
    answer = paste(signed_in(planner), meeting, "由行政处牵头。" * 100_000)

    meeting.refresh_from_db()
    assert (answer.status_code, meeting.minutes) == (422, "")


def test_a_nul_byte_is_answered_in_words(signed_in, planner, meeting):
    answer = paste(signed_in(planner), meeting, SHORT + "\0")

    assert (answer.status_code, answer.context["form"].errors["text"]) == (
        422,
        ["含有无法保存的字符，请删去，或以纯文本重新粘贴。"],
    )


@pytest.mark.parametrize("text", [f"机密★1年\n{SHORT}", "密级：秘密\n" + "字" * 200_001], ids=["short", "endless"])
def test_rule_50_marked_text_is_refused_and_not_sent_back(signed_in, planner, meeting, text):
    answer = paste(signed_in(planner), meeting, text)

    page = answer.content.decode()
    assert (answer.status_code, "★" in page, "字字" in page, SHORT in page) == (422, False, False, False)


def test_pasting_over_a_version_that_was_not_seen_shows_both(signed_in, planner, meeting):
    client = signed_in(planner)
    paste(client, meeting)

    answer = paste(client, meeting, "一、由财务处牵头，12月20日前完成。")

    page = answer.content.decode()
    assert (answer.status_code, SHORT in page, "由财务处牵头" in page) == (409, True, True)


def test_my_version_can_be_saved_from_the_page_that_shows_both(signed_in, planner, meeting):
    client = signed_in(planner)
    paste(client, meeting)
    context = paste(client, meeting, "一、由财务处牵头，12月20日前完成。").context

    client.post(context["action"], {"text": context["form"]["text"].value(), "version": context["version"]})

    assert str(meeting.decisions.get().leads.get()) == "财务处"


def test_pasting_an_expired_log_in_leads_to_the_log_in(client, meeting, htmx):
    answer = client.post(url("paste", meeting), {"text": SHORT}, headers=htmx)

    assert (answer.status_code, reverse("login") in answer["HX-Redirect"]) == (200, True)


def test_publish_publishes_and_returns_to_the_meeting(signed_in, planner, drafted):
    DecisionFactory(meeting=drafted, state="tracked")

    answer = signed_in(planner).post(url("publish", drafted), {"without_pdf": "1"})

    drafted.refresh_from_db()
    assert (answer.status_code, drafted.state) == (302, "published")


def test_rule_30_publish_says_what_is_undecided(signed_in, planner, decision):
    Decision.objects.update(label="四")

    answer = signed_in(planner).post(url("publish", decision.meeting), follow=True)

    assert "第四条" in answer.content.decode()
    assert Meeting.objects.get().state == "drafting"


def test_published_minutes_offer_no_step(signed_in, planner, drafted):
    decision = DecisionFactory(meeting=drafted, state="not_tracked")
    signed_in(planner).post(url("publish", drafted), {"without_pdf": "1"})

    page = signed_in(planner).get(url("detail", drafted)).content.decode()

    assert [name in page for name in (url("publish", drafted), url("paste", drafted))] == [False, False]
    word, pdf = (reverse("planning:minutes_file", args=[drafted.pk, ending]) for ending in ("docx", "pdf"))
    assert "本纪要已在系统外签发" in page and (word in page, pdf in page) == (True, False)
    assert signed_in(planner).get(word).headers["Content-Type"].startswith("application/vnd.openxml")
    assert reverse("planning:decision_reopen", args=[decision.pk]) not in page


def test_publish_needs_at_most_20_queries(signed_in, planner, drafted, head, units, django_assert_max_num_queries):
    DecisionFactory(meeting=drafted, state="tracked", leads=[units["行政处"]])
    client = signed_in(planner)

    with django_assert_max_num_queries(20):
        client.post(url("publish", drafted), {"without_pdf": "1"})


def test_publish_is_closed_to_a_leader(signed_in, leader, drafted):
    assert signed_in(leader).post(url("publish", drafted), {"without_pdf": "1"}).status_code == 403


# ── From a Word document ─────────────────────────────────────────────────────────────────────────────────────────────
def send(client, meeting, content, *, text="", version=1):
    facts = {"file": uploaded(content), "text": text, "version": version}
    return client.post(url("paste", meeting), facts)


def listed(*words):
    """A document whose paragraphs are numbered by Word itself."""
    lists = numbering({0: level(0, "%1、")}, {1: kind(0)})
    return document("".join(paragraph(one, of=1) for one in words), numbering=lists)


def test_a_document_leads_to_the_lines_with_the_numbers_that_word_counts(signed_in, planner, meeting):
    content = listed("由行政处牵头，12月10日前完成。", "由财务处负责，每月5日前报送。")

    answer = send(signed_in(planner), meeting, content)

    meeting.refresh_from_db()
    assert (answer.status_code, meeting.minutes) == (
        302,
        "一、由行政处牵头，12月10日前完成。\n二、由财务处负责，每月5日前报送。",
    )
    assert [(one.label, str(one.leads.get())) for one in meeting.decisions.all()] == [
        ("一", "行政处"),
        ("二", "财务处"),
    ]


def test_a_table_in_a_document_leads_to_a_line_for_each_row(signed_in, planner, meeting):
    table = row("序号", "议定事项", "责任单位", "完成时限") + row("1", "整修档案室", "行政处", "12月10日前")

    send(signed_in(planner), meeting, document(f"<w:tbl>{table}</w:tbl>"))

    assert [(one.title, str(one.leads.get())) for one in meeting.decisions.all()] == [("整修档案室", "行政处")]


def test_a_document_that_is_refused_names_its_field_and_keeps_the_text(signed_in, planner, meeting):
    client = signed_in(planner)
    paste(client, meeting)

    answer = send(client, meeting, b"%PDF-1.7", text=SHORT, version=2)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["file"])
    assert (SHORT in answer.content.decode(), meeting.decisions.count()) == (True, 1)


def test_typed_text_is_not_thrown_away_for_a_document(signed_in, planner, meeting):
    answer = send(signed_in(planner), meeting, listed("由行政处牵头。"), text="一、由财务处牵头。")

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["file"])
    assert ("由财务处牵头" in answer.content.decode(), Decision.objects.exists()) == (True, False)


def test_a_document_without_decisions_is_shown_as_it_was_read(signed_in, planner, meeting):
    answer = send(signed_in(planner), meeting, document(paragraph("天气很好")))

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["text"])
    assert "天气很好" in answer.content.decode()


def test_a_document_over_a_version_that_was_not_seen_shows_both(signed_in, planner, meeting):
    client = signed_in(planner)
    paste(client, meeting)

    answer = send(client, meeting, listed("由财务处牵头，12月20日前完成。"), text=SHORT)

    page = answer.content.decode()
    assert (answer.status_code, SHORT in page, "一、由财务处牵头" in page) == (409, True, True)


def test_rule_50_a_marked_document_is_refused_and_not_sent_back(signed_in, planner, meeting):
    answer = send(signed_in(planner), meeting, document(paragraph("机密★1年") + paragraph(SHORT)))

    assert (answer.status_code, SHORT in answer.content.decode()) == (422, False)
