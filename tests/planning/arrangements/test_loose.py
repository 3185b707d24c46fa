"""What has no day of its own stands in an arrangement without one: nobody reads a date that nobody promised."""

from dataclasses import replace
from datetime import date, time

import pytest
from django.urls import reverse
from django.utils.translation import override

from planning.arrangements import services
from planning.arrangements.conflicts import clashes
from planning.arrangements.forms import RowForm
from planning.arrangements.loose import loose_choices, loose_days, within
from planning.arrangements.loose_lines import read_loose
from planning.arrangements.models import Arrangement, ArrangementKind, DayLimit, Entry
from planning.arrangements.paper import Printed, table_paper
from planning.arrangements.queries import entries_of, grid, line_of, text_of
from planning.arrangements.reading import NO_DATE, ReadWeek, Unread
from planning.arrangements.strains import strains
from secretariat.errors import Refused
from secretariat.offers import Question, ask
from secretariat.workdays.calendar import Calendar
from tests.planning.arrangements.conftest import MONDAY, moment

LAST = date(2026, 11, 30)
MONTH = Arrangement(kind=ArrangementKind.MONTH, first_on=date(2026, 11, 1), last_on=LAST)
WEEK = Arrangement(first_on=MONDAY, last_on=date(2026, 11, 29))


def entry(words="本月内", on=LAST, **facts):
    return Entry(on=on, day_words=words, **{"activity": "印发通知", "unit_words": "综合处"} | facts)


@pytest.fixture
def month(planner):
    return services.open_arrangement(kind="month", day=LAST, cut_off_at=moment(19), by=planner)


@pytest.fixture
def loose_line(line):
    return replace(line(day=30), day_words="本月内", half_day="")


# ── Words ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_part_of_the_month_may_be_said_instead_of_a_day():
    assert loose_days(MONTH) == {"上旬": date(2026, 11, 10), "中旬": date(2026, 11, 20), "下旬": LAST, "本月内": LAST}
    assert (within(MONTH), within(WEEK)) == ("本月内", "本周内")


def test_whoever_reads_english_chooses_among_english_words_for_them():
    with override("en"):
        assert loose_choices(WEEK) == [("within", "within the week")]


def test_the_published_line_says_the_words_and_no_day():
    assert line_of(entry("每季度末月25日前"), MONDAY) == "每季度末月25日前，综合处印发通知。"


def test_on_paper_it_stands_below_the_days_with_its_words():
    rows = [entry("", on=date(2026, 11, 30)), entry(), entry("年底前"), entry()]
    table = table_paper(Printed(MONTH, rows, [], at=moment(18)), calendar=Calendar([])).blocks[0]

    assert [row[0] for row in table.rows] == ["11月30日\n星期一（暂定）", "本月内", "本月内", "年底前"]
    assert table.groups == (1, 2, 1)


def test_in_the_grid_of_a_week_it_stands_in_no_cell():
    found = grid(WEEK, [entry("本周内", on=WEEK.last_on)], today=MONDAY, calendar=Calendar([]))

    assert [one.activity for one in found.loose] == ["印发通知"]
    assert not [one for _half, cells in found.rows for _day, entries in cells for one in entries]


# ── Conflicts ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_rule_36_it_clashes_with_nothing_and_fills_no_day():
    rows = [entry(leaders="林静远", place="三楼会议室"), entry(leaders="林静远", place="三楼会议室", words="")]

    assert clashes(rows) == []
    assert strains([entry(on=date(2026, 11, 29))] * 20, calendar=Calendar([]), limit=DayLimit()) == []


# ── Entering ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_time_without_a_day_is_refused(month, planner, loose_line):
    with pytest.raises(Refused) as refusal:
        services.add_entry(month.pk, line=replace(loose_line, starts_at=time(9)), by=planner, at=moment(18))

    assert (refusal.value.field, Entry.objects.count()) == ("on", 0)


def test_a_unit_enters_what_has_no_day(client, month, staff, units):
    client.force_login(staff)
    address = reverse("planning:entry_new", args=[month.pk])
    typed = {"on": "second", "activity": "印发通知", "unit": units[0].pk}

    refused = client.post(address, typed | {"starts_at": "09:00"})
    client.post(address, typed)

    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["on"])
    assert [(one.on, one.day_words) for one in Entry.objects.all()] == [(date(2026, 11, 20), "中旬")]


def test_no_day_is_chosen_beforehand(client, month, staff):
    client.force_login(staff)
    form = client.get(reverse("planning:entry_new", args=[month.pk])).context["form"]

    assert (form["on"].value(), form.fields["on"].choices[0]) == ("", ("", "—"))


def test_it_comes_last_and_keeps_the_words_of_its_plan_when_it_is_changed(client, month, planner, line, loose_line):
    services.add_entry(month.pk, line=replace(loose_line, on=date(2026, 11, 10)), by=planner, at=moment(18))
    Entry.objects.update(day_words="第四季度")
    services.add_entry(month.pk, line=line(day=24), by=planner, at=moment(18))
    dated, loose = entries_of(month, planner)
    client.force_login(planner)
    form = client.get(reverse("planning:entry_change", args=[loose.pk])).context["form"]

    assert (dated.day_words, loose.day_words, form["on"].value()) == ("", "第四季度", "kept")
    assert ("kept", "第四季度") in form.fields["on"].choices[-1][1]


# ── After publication ────────────────────────────────────────────────────────────────────────────────────────────────
def test_carried_over_it_still_has_no_day(month, planner, loose_line):
    found = services.add_entry(month.pk, line=loose_line, by=planner, at=moment(18))
    following = services.open_arrangement(kind="month", day=date(2026, 12, 1), cut_off_at=moment(30), by=planner)
    services.coordinate_arrangement(month.pk, by=planner, at=moment(19))
    services.publish_arrangement(month.pk, by=planner, at=moment(20))

    services.review_entry(found.pk, outcome="carried", by=planner, at=moment(30))

    new = following.entries.get()
    assert (new.on, new.day_words) == (date(2026, 12, 31), "本月内")


def test_the_telephone_shows_it_on_no_day(week, planner, line):
    loose = replace(line(day=29), day_words="本周内", half_day="")
    services.add_entry(week.pk, line=loose, by=planner, at=moment(18))
    services.coordinate_arrangement(week.pk, by=planner, at=moment(19))
    services.publish_arrangement(week.pk, by=planner, at=moment(20))

    assert ask(Question.DAYS, user=planner, first_on=MONDAY, last_on=date(2026, 11, 29)) == []


# ── Pasting ──────────────────────────────────────────────────────────────────────────────────────────────────────────
PUBLISHED = """月工作安排（2026年11月1日—11月30日）
11月24日上午9:30，提案委员会召开主任会议。
上旬，综合处印发通知。
11月20日前，经济委员会报送总结。
年底前，综合处完成改革项目。
5月—12月，提案委员会开展专项监督。
每季度末月25日前，综合处报送信息。
每周五，综合处制定安排。
本月内，提案委员会走访委员。
全年，综合处坚持学习制度。"""


def test_the_published_form_of_a_month_reads_back_as_it_was(client, month, planner):
    client.force_login(planner)
    page = client.post(reverse("planning:arrangement_paste", args=[month.pk]), {"text": PUBLISHED})
    rows = page.context["rows"]
    typed = {f"{form.prefix}-{name}": form[name].value() or "" for form in rows.forms for name in form.fields}
    count = {"rows-TOTAL_FORMS": len(rows.forms), "rows-INITIAL_FORMS": len(rows.forms)}

    client.post(reverse("planning:arrangement_confirm", args=[month.pk]), typed | count)

    assert page.context["unread"] == []
    assert sorted(text_of(month, entries_of(month, planner)).splitlines()) == sorted(PUBLISHED.splitlines())
    assert list(Entry.objects.filter(day_words="11月20日前").values_list("on", flat=True)) == [date(2026, 11, 20)]


@pytest.mark.parametrize(
    "words",
    ["6月底前，报送总结。", "适时，走访委员。", "会后，报送总结。", "12月5日，召开会议。", "12月中旬，报送总结。"],
)
def test_what_names_no_time_of_the_month_is_left_out_as_before(words):
    week = ReadWeek(unread=[Unread(1, words, str(NO_DATE))])
    read_loose(week, MONTH, units=(), calendar=Calendar([]))

    assert ([one.words for one in week.unread], week.entries) == ([words], [])


def test_the_row_to_confirm_shows_the_words_and_keeps_the_day_aside(client, month, planner):
    client.force_login(planner)
    page = client.post(reverse("planning:arrangement_paste", args=[month.pk]), {"text": PUBLISHED})
    dated, loose = page.context["rows"].forms[:2]

    assert [dated.row[0].name, loose.row[0].name] == ["on", "day_words"]
    assert 'type="hidden" name="rows-1-on"' in page.content.decode()


def test_words_that_are_taken_away_do_not_leave_a_day_behind():
    typed = {"on": "2026-11-30", "activity": "印发通知", "is_loose": "1", "day_words": " "}

    assert list(RowForm(typed).errors) == ["day_words"]
