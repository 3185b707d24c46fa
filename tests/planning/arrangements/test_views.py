"""The pages of an arrangement: collected, pasted, published, supplemented; what may go wrong."""

from datetime import date, time

import pytest

from planning.arrangements import services
from planning.arrangements.models import Addendum, Arrangement, DayLimit, Entry
from planning.arrangements.queries import grid, text_of
from secretariat.people.models import DepartmentAlias
from secretariat.workdays import queries as workdays
from tests.planning.arrangements.conftest import moment
from tests.planning.factories import MeetingFactory

LIST = "/planning/arrangements/"
TEXT = """市政协一周工作安排（11月23日—11月29日）
11月24日上午9:30，提案委员会召开主任会议。
11月25日下午，市委统战部举办座谈会。
另行通知。
"""
TYPED = {"on": "2026-11-24", "half_day": "morning", "starts_at": "09:30", "activity": "召开主任会议"}


@pytest.fixture
def keeper(client, planner):
    client.force_login(planner)
    return client


@pytest.fixture
def unit(client, staff):
    client.force_login(staff)
    return client


def at(found, *more):
    return "/".join([f"{LIST}{found.pk}", *more, ""])


def of(entry, *more):
    return "/".join([f"{LIST}entries/{entry.pk}", *more, ""])


def sent(page, **changes):
    """What the browser would send back from the preview."""
    rows = page.context["rows"]
    form = {f"rows-{name}": str(value) for name, value in rows.management_form.initial.items()}
    for row in rows.forms:
        for field in row:
            if (value := field.value()) not in (None, "", False):
                form[field.html_name] = "on" if value is True else str(value)
    return form | changes


# ── Opening and steps ────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_planning_officer_begins_a_week(keeper):
    answer = keeper.post(f"{LIST}open/", {"kind": "week", "day": "2099-01-07", "cut_off_at": "2098-12-31T17:00"})

    found = Arrangement.objects.get()
    assert (answer.status_code, answer.url, found.first_on) == (302, at(found), date(2099, 1, 5))


def test_a_second_week_of_the_same_days_is_refused_at_its_field(keeper, week, time_machine):
    time_machine.move_to("2026-11-18 10:00+08:00")

    answer = keeper.post(f"{LIST}open/", {"kind": "week", "day": "2026-11-27", "cut_off_at": "2026-11-19T17:00"})

    errors = answer.context["form"].errors
    assert (answer.status_code, list(errors), "已经建立" in str(errors["day"])) == (422, ["day"], True)


@pytest.mark.parametrize("view", ["grid", "list", "text"])
def test_the_week_is_shown(keeper, published, view):
    page = keeper.get(at(published), {"view": view})

    assert (page.status_code, "召开主任会议" in page.content.decode()) == (200, True)


def test_steps_lead_to_publication(keeper, week, line, planner):
    services.add_entry(week.pk, line=line(), by=planner, at=moment(18))

    for step in ("coordinate", "publish"):
        keeper.post(at(week, step))

    assert Arrangement.objects.get().state == "published"


def test_a_refused_step_says_why(keeper, week):
    page = keeper.post(at(week, "publish"), follow=True)

    assert [str(message) for message in page.context["messages"]] != []
    assert Arrangement.objects.get().state == "collecting"


def test_a_unit_takes_no_step(unit, week):
    assert unit.post(at(week, "publish")).status_code == 403


def test_an_unknown_step_is_not_there(keeper, week):
    assert keeper.post(at(week, "burn")).status_code == 404


# ── Entries ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_unit_reports_an_activity(unit, week, staff):
    answer = unit.post(at(week, "entry"), TYPED | {"unit": staff.department_id})

    entry = Entry.objects.get()
    assert (answer.status_code, entry.activity, entry.unit_id) == (302, "召开主任会议", staff.department_id)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"activity": ""}, "activity"),
        ({"on": "2026-12-24"}, "on"),
        ({"ends_at": "09:00"}, "ends_at"),
        ({"starts_at": "", "ends_at": "09:00"}, "starts_at"),
        ({"unit": ""}, "unit"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(unit, week, staff, typed, field):
    answer = unit.post(at(week, "entry"), TYPED | {"unit": staff.department_id} | typed)

    assert (answer.status_code, list(answer.context["form"].errors), Entry.objects.count()) == (422, [field], 0)


def test_rule_36_a_clash_is_kept_once_its_reason_is_typed(keeper, week, line, planner):
    services.add_entry(week.pk, line=line(place="三楼会议室"), by=planner, at=moment(18))

    answer = keeper.post(at(week, "entry"), TYPED | {"place": "三楼会议室"})
    again = keeper.post(at(week, "entry"), TYPED | {"place": "三楼会议室", "conflict_reason": "合并召开"})

    assert list(answer.context["form"].errors) == ["conflict_reason"]
    assert (answer.status_code, again.status_code, Entry.objects.count()) == (422, 302, 2)


def test_an_entry_is_changed_before_publication(unit, week, line, staff):
    entry = services.add_entry(week.pk, line=line(), by=staff, at=moment(18))

    unit.post(of(entry, "change"), TYPED | {"unit": staff.department_id, "place": "二楼", "version": "1"})

    assert Entry.objects.get().place == "二楼"


def test_the_second_editor_sees_both_versions(unit, week, line, staff):
    entry = services.add_entry(week.pk, line=line(), by=staff, at=moment(18))
    services.change_entry(entry.pk, line=line(place="三楼"), by=staff, at=moment(18))

    page = unit.post(of(entry, "change"), TYPED | {"unit": staff.department_id, "place": "二楼", "version": "1"})

    assert (page.status_code, Entry.objects.get().place) == (409, "三楼")


def test_a_foreign_entry_is_not_there(client, week, line, staff, stranger):
    entry = services.add_entry(week.pk, line=line(), by=staff, at=moment(18))
    client.force_login(stranger)

    assert [client.get(of(entry, *more)).status_code for more in ((), ("change",))] == [404, 404]


def test_an_entry_is_discarded_and_not_changed_afterwards(unit, week, line, staff):
    entry = services.add_entry(week.pk, line=line(), by=staff, at=moment(18))
    unit.post(of(entry, "discard"))

    answer = unit.post(of(entry, "change"), TYPED | {"unit": staff.department_id, "version": "1"})

    assert (Entry.objects.standing().count(), answer.status_code) == (0, 422)


# ── After publication ────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_change_after_publication_is_an_addendum(keeper, published):
    keeper.post(of(Entry.objects.get(), "change"), TYPED | {"reason": "领导另有安排", "on": "2026-11-26"})

    assert (Addendum.objects.get().reason, Entry.objects.standing().get().on) == ("领导另有安排", date(2026, 11, 26))


def test_an_addendum_without_its_reason_is_refused(keeper, published):
    answer = keeper.post(at(published, "entry"), TYPED)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["reason"])


def test_an_entry_is_withdrawn_and_its_page_says_so(keeper, published):
    entry = Entry.objects.get()
    keeper.post(of(entry, "withdraw"), {"reason": "会议取消"})

    assert "会议取消" in keeper.get(of(entry)).content.decode()


def test_a_unit_withdraws_nothing_that_is_published(unit, published):
    assert unit.post(of(Entry.objects.get(), "withdraw"), {"reason": "会议取消"}).status_code == 403


# ── Pasting ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_pasted_week_is_shown_and_nothing_is_saved(keeper, week):
    page = keeper.post(at(week, "paste"), {"text": TEXT})

    assert [form.initial["unit_words"] for form in page.context["rows"].forms] == ["提案委员会", "市委统战部"]
    assert ([one.line for one in page.context["unread"]], Entry.objects.count()) == ([4], 0)


def test_what_says_no_time_stands_in_a_row_of_its_own(keeper, week, planner, line):
    services.add_entry(week.pk, line=line(half_day="day"), by=planner, at=moment(18))
    before = keeper.get(at(week)).content.decode()
    services.add_entry(week.pk, line=line(half_day="", activity="走访委员"), by=planner, at=moment(18))
    page = keeper.get(at(week))

    assert ("时间待定" in before, "时间待定" in page.content.decode()) == (False, True)
    assert [half for half, _cells in page.context["grid"].rows] == [None, "morning", "afternoon", "evening"]


def test_rule_7_days_of_a_year_without_a_calendar_are_provisional(week, planner):
    last = services.open_arrangement(kind="week", day=date(2027, 1, 1), cut_off_at=moment(19), by=planner)
    days = grid(last, [], today=date(2026, 11, 24), calendar=workdays.load()).days

    assert [day.on.day for day in days if day.is_provisional and day.on.year == 2027] == [1, 2, 3]
    assert not any(day.is_provisional for day in days if day.on.year == 2026)


def test_the_printed_grid_lists_the_addenda(keeper, published, planner, line):
    services.supplement_arrangement(
        published.pk, reason="临时任务", line=line(day=26, activity="赴市教委走访"), by=planner, at=moment(24)
    )

    assert keeper.get(at(published)).context["addendum_lines"][0].startswith("增补1号")
    assert "理由：临时任务" in keeper.get(f"{at(published)}?view=list").content.decode()


def test_the_published_line_says_until_when(week, planner, line):
    morning = services.add_entry(
        week.pk, line=line(starts_at=time(10), ends_at=time(11, 30)), by=planner, at=moment(18)
    )
    later = services.add_entry(week.pk, line=line(starts_at=time(14), ends_at=time(16)), by=planner, at=moment(18))
    lines = text_of(week, [morning, later]).splitlines()[1:]

    assert [words.split("，")[0] for words in lines] == ["11月24日上午10:00—11:30", "11月24日下午2:00—4:00"]


def test_rows_of_another_week_say_why_they_are_not_ticked(keeper, week):
    page = keeper.post(at(week, "paste"), {"text": f"{TEXT}12月1日上午，召开会议。"})
    hints = [form.initial["known"] for form in page.context["rows"].forms]

    assert (hints[:2], "2026-11-23至2026-11-29" in hints[2]) == (["", ""], True)
    assert "有1行的日期不在" in page.content.decode()

    saved = keeper.post(at(week, "confirm"), sent(page), follow=True).content.decode()
    assert ("已保存2项" in saved, "1行未勾选" in saved) == (True, True)


def test_a_pasted_unit_is_resolved_as_papers_name_it(keeper, week, units):
    DepartmentAlias.objects.create(department=units[1], name="经委")
    text = "11月24日上午，经委召开会议。\n11月25日上午，市司法局、提案委员会联合召开会议。"
    DepartmentAlias.objects.create(department=units[0], name="提案委")
    text += "\n11月26日上午，市政协提案委召开会议。"

    keeper.post(at(week, "confirm"), sent(keeper.post(at(week, "paste"), {"text": text})))

    found = Entry.objects.order_by("on").values_list("unit", "unit_words")
    assert list(found) == [(units[1].pk, "经委"), (units[0].pk, "市司法局、提案委员会"), (units[0].pk, "市政协提案委")]


@pytest.mark.parametrize(
    ("half", "starts", "words"),
    [
        ("morning", "15:00", "15:00不在“上午”。请改选“下午”"),
        ("evening", "09:00", "请填写21:00"),
        ("afternoon", "03:00", "请填写15:00"),
        ("afternoon", "20:00", "请改选“晚上”"),
    ],
)
def test_a_time_outside_its_half_of_the_day_is_refused_at_the_field(keeper, week, half, starts, words):
    page = keeper.post(at(week, "entry"), TYPED | {"half_day": half, "starts_at": starts})
    errors = page.context["form"].errors["starts_at"]

    assert (page.status_code, words in errors[0], Entry.objects.count()) == (422, True, 0)


@pytest.mark.parametrize(
    ("half", "starts"), [("day", "15:00"), ("evening", "17:30"), ("afternoon", "18:30"), ("", "9:00")]
)
def test_a_time_that_can_be_said_of_its_half_of_the_day_is_kept(keeper, week, half, starts):
    keeper.post(at(week, "entry"), TYPED | {"half_day": half, "starts_at": starts})

    assert Entry.objects.count() == 1


def test_a_pasted_row_whose_time_lies_outside_its_half_of_the_day_is_refused_at_the_field(keeper, week):
    typed = sent(keeper.post(at(week, "paste"), {"text": TEXT})) | {"rows-0-half_day": "evening"}
    page = keeper.post(at(week, "confirm"), typed)

    assert (page.status_code, list(page.context["rows"].forms[0].errors)) == (422, ["starts_at"])


def test_ticked_rows_are_kept_with_their_units(keeper, week, units):
    page = keeper.post(at(week, "paste"), {"text": TEXT})

    keeper.post(at(week, "confirm"), sent(page))

    found = Entry.objects.order_by("on").values_list("unit", "unit_words", "activity")
    assert list(found) == [(units[0].pk, "提案委员会", "召开主任会议"), (None, "市委统战部", "举办座谈会")]


def test_a_row_of_another_week_is_not_saved_and_nothing_typed_is_lost(keeper, week):
    page = keeper.post(at(week, "paste"), {"text": TEXT})

    answer = keeper.post(at(week, "confirm"), sent(page, **{"rows-0-on": "2026-12-24"}))

    assert (answer.status_code, Entry.objects.count()) == (422, 0)
    assert 'value="2026-12-24"' in answer.content.decode()


@pytest.mark.parametrize("text", ["", "没有日期。", "a" * 200_001, "11月24日，召\0开会议"])
def test_what_holds_no_week_is_refused_in_words(keeper, week, text):
    answer = keeper.post(at(week, "paste"), {"text": text})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["text"])


def test_rule_50_a_marked_text_is_not_sent_back(keeper, week):
    answer = keeper.post(at(week, "paste"), {"text": "机密★1年 11月24日，召开会议"})

    assert (answer.status_code, "机密★1年" in answer.content.decode()) == (422, False)


BROUGHT = "11月24日上午9:30，提案委员会召开主任会议。\n11月24日上午9:30，召开秘书长办公会。"


def test_what_a_meeting_brought_in_is_not_ticked_and_the_rest_is_kept(keeper, week, planner):
    meeting = MeetingFactory(held_on=date(2026, 11, 24), starts_at=time(9, 30), place="三楼会议室")
    services.collect_entries(week.pk, by=planner, at=moment(18))
    page = keeper.post(at(week, "paste"), {"text": BROUGHT.replace("秘书长办公会", meeting.series.name)})
    answer = keeper.post(at(week, "confirm"), sent(page))

    assert "已由会议带入" in page.content.decode()
    assert (answer.status_code, Entry.objects.count()) == (302, 2)


def test_rule_36_the_row_that_really_clashes_asks_for_the_reason(keeper, week, planner, line):
    services.add_entry(week.pk, line=line(activity="召开协调会", place="三楼会议室"), by=planner, at=moment(18))
    page = keeper.post(at(week, "paste"), {"text": TEXT})
    typed = sent(page, **{"rows-0-place": "三楼会议室"})
    refused = keeper.post(at(week, "confirm"), typed)
    answer = keeper.post(at(week, "confirm"), typed | {"rows-0-conflict_reason": "合并召开"})

    assert [list(form.errors) for form in refused.context["rows"].forms] == [["conflict_reason"], []]
    assert (refused.status_code, 'name="rows-0-conflict_reason"' in refused.content.decode()) == (422, True)
    assert (answer.status_code, Entry.objects.count()) == (302, 3)


# ── What is shown ────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("day", "workdays_of_it", "badges"),
    [
        (date(2026, 9, 14), 6, ["", "", "", "", "", "off", "work"]),
        (date(2026, 10, 5), 3, ["off", "off", "off", "", "", "work", "off"]),
    ],
)
def test_rule_34_rest_days_and_worked_weekends_are_marked(planner, day, workdays_of_it, badges):
    week = services.open_arrangement(kind="week", day=day, cut_off_at=moment(1), by=planner)

    found = grid(week, [], today=day, calendar=workdays.load())
    assert (found.workdays, [one.badge for one in found.days]) == (workdays_of_it, badges)


def test_the_published_form_reads_back_as_it_was(keeper, week):
    page = keeper.post(at(week, "paste"), {"text": TEXT})
    keeper.post(at(week, "confirm"), sent(page))

    lines = text_of(week, Entry.objects.in_order()).splitlines()
    assert lines == TEXT.replace("市政协一周工作安排（", "一周工作安排（2026年").splitlines()[:3]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_for_one_and_three(keeper, planner, count, django_assert_num_queries):
    for n in range(count):
        services.open_arrangement(kind="month", day=date(2026, n + 1, 1), cut_off_at=moment(1), by=planner)
    keeper.get(LIST)

    with django_assert_num_queries(4):
        keeper.get(LIST)


@pytest.mark.parametrize("count", [1, 3])
def test_the_week_takes_the_same_queries_for_one_and_three(
    keeper, planner, week, line, count, django_assert_num_queries
):
    for n in range(count):
        services.add_entry(week.pk, line=line(day=24 + n), by=planner, at=moment(18))
    keeper.get(at(week))

    with django_assert_num_queries(9):
        keeper.get(at(week))


def test_an_entry_names_what_it_clashes_with(keeper, week, planner, line):
    services.add_entry(week.pk, line=line(place="三楼", activity="召开协调会"), by=planner, at=moment(18))
    kept = line(place="三楼", conflict_reason="先后使用")
    entry = services.add_entry(week.pk, line=kept, by=planner, at=moment(18))
    page = keeper.get(entry.get_absolute_url()).content.decode()

    assert "召开协调会" in page and "保留理由：先后使用" in page


# ── Rest days and full days ──────────────────────────────────────────────────────────────────────────────────────────
def test_the_panel_names_rest_days_and_full_days_without_refusing_them(keeper, week, line, planner):
    DayLimit.objects.update(per_leader=1)
    for at_hour in (9, 14):
        facts = {"half_day": "", "starts_at": time(at_hour), "leaders": "林静远"}
        services.add_entry(week.pk, line=line(day=28, **facts), by=planner, at=moment(18))

    page = keeper.get(at(week)).content.decode()

    assert "林静远：2项，上限1项" in page and "不影响发布" in page
    assert page.count("s-clash") == 2
    services.coordinate_arrangement(week.pk, by=planner, at=moment(19))
    assert services.publish_arrangement(week.pk, by=planner, at=moment(20)).state == "published"
