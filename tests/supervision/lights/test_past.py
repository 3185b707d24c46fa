"""Rule 13: the light of any past day can be told again, whatever happened to the item."""

from contextlib import suppress
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pgtrigger
import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from secretariat.audit.models import Event
from secretariat.errors import Refused
from secretariat.workdays.lateness import PRESETS
from secretariat.workdays.models import WarningRule
from secretariat.workdays.services import enter_rule, import_year
from supervision.items.models import SupervisionItem
from supervision.items.services import extensions
from supervision.items.services.corrections import correct_due
from supervision.items.standing import Day, standing_of
from supervision.items.states import STEPS
from supervision.lights.past import Unknown, light_on
from supervision.lights.words import answer_words
from tests.supervision.factories import ItemFactory
from tests.supervision.items.cast import DAY, Cast, bring, take_step

# What leads away from the item, or to where nothing is lit any more, would only shorten the walk.
LEFT_OUT = {"edit", "discard", "not_file", "merge", "relapse", "terminate", "archive", "withdraw_submit", "reject"}
WALKED = [step for step in STEPS if step not in LEFT_OUT]
DATED = {"return", "instruct"}


def at(day: date):
    return time_machine.travel(datetime.combine(day, time(9), ZoneInfo("Asia/Shanghai")), tick=False)


def put_off(cast: Cast, item: SupervisionItem, on: date, n: int) -> None:
    for asked in item.extensions.filter(state="asked"):
        extensions.grant(asked.pk, by=cast.deputy, on=on, due_on=asked.to_due_on + timedelta(days=n))


def step_once(cast: Cast, item: SupervisionItem, draw, on: date) -> None:
    possible = [step for step in WALKED if item.state in STEPS[step].sources] + ["grant", "correct"]
    step, n = draw(st.sampled_from(possible)), draw(st.integers(0, 20))
    facts = {"due_on": on + timedelta(days=n)} if step in DATED and n else {}
    if step == "ask_extension" and item.due_on:
        facts = {"to_due_on": item.due_on + timedelta(days=n + 1)}
    if step == "grant":
        put_off(cast, item, on, n)
    elif step == "correct":
        correct_due(item.pk, by=cast.officer, on=on, due_on=on + timedelta(days=n), reason="节假日调整")
    else:
        take_step(cast, item, step, on=on, **facts)


class PastLights(TestCase):
    def setUp(self):
        self.cast = Cast.make()

    @settings(max_examples=10, suppress_health_check=list(HealthCheck))
    @given(data=st.data())
    def test_rule_13_the_light_of_every_day_of_a_walk_is_told_again(self, data):
        cast, shown, day = self.cast, {}, DAY
        with at(day):
            item = bring(cast, data.draw(st.sampled_from(["draft", "filed", "in_progress"])), on=day)
            enter_rule(PRESETS["30/15"], valid_from=DAY + timedelta(days=14), by=cast.administrator, on=DAY)
        for gap in data.draw(st.lists(st.integers(0, 5), min_size=3, max_size=14)):
            for passed in range(gap):
                shown[day + timedelta(days=passed)] = standing_of(item, Day.of(day + timedelta(days=passed)))
            day += timedelta(days=gap)
            # What is refused changes nothing: nothing happened on that day.
            with at(day), suppress(Refused, PermissionDenied):
                step_once(cast, item, data.draw, day)
            item = SupervisionItem.objects.get(pk=item.pk)

        told = {on: light_on(item, on) for on in shown}

        self.assertEqual({on: past.standing for on, past in told.items()}, shown)
        self.assertEqual(light_on(item, day).standing, standing_of(item, Day.of(day)))


@pytest.fixture
def extended(cast):
    """Due on 9 October; the extension that was asked for on 28 September was granted on the 30th, to 16 October."""
    with at(DAY):
        item = bring(cast, "in_progress")
    with at(date(2026, 9, 28)):
        asked = take_step(cast, item, "ask_extension", on=date(2026, 9, 28))
    with at(date(2026, 9, 30)):
        extensions.grant(asked.pk, by=cast.deputy, on=date(2026, 9, 30), due_on=date(2026, 10, 16))
    return SupervisionItem.objects.get(pk=item.pk)


@pytest.mark.parametrize(
    ("on", "light", "due_on"),
    [
        (date(2026, 9, 14), "green", date(2026, 10, 9)),
        (date(2026, 9, 29), "yellow", date(2026, 10, 9)),
        (date(2026, 9, 30), "green", date(2026, 10, 16)),
        (date(2026, 10, 13), "yellow", date(2026, 10, 16)),
        (date(2026, 10, 17), "red", date(2026, 10, 16)),
    ],
)
def test_rule_13_an_extension_counts_from_the_day_on_which_it_was_granted(extended, on, light, due_on):
    past = light_on(extended, on)

    assert (past.standing.light, past.item.due_on, past.item.counted_due_on) == (light, due_on, due_on)


def test_rule_13_the_answer_names_the_rule_in_force_then(extended, cast):
    enter_rule(PRESETS["30/15"], valid_from=date(2026, 10, 14), by=cast.administrator, on=DAY)

    with translation.override("zh-hans"):
        answers = [answer_words(light_on(extended, date(2026, 10, day))) for day in (13, 15)]

    assert answers == [
        "2026-10-13：黄灯，剩3个工作日（按 2025-01-01 起施行的 3 天规则）",
        "2026-10-15：橙灯，剩1个工作日（按 2026-10-14 起施行的 30/15 规则）",
    ]


def test_a_suspended_item_had_no_light_and_the_answer_says_why(cast):
    with at(DAY):
        item = bring(cast, "suspended")

    with translation.override("zh-hans"):
        answer = answer_words(light_on(item, DAY))

    assert answer == "2026-09-14：不亮灯，已中止（按 2025-01-01 起施行的 3 天规则）"


def test_before_the_item_existed_nothing_can_be_told(extended):
    with pytest.raises(Unknown, match="尚未建立"):
        light_on(extended, DAY - timedelta(days=1))


def test_an_item_without_its_record_is_not_guessed_at(cast):
    with pytest.raises(Unknown, match="不是从拟办开始"):
        light_on(ItemFactory(lead=cast.lead), DAY)


def test_a_gap_in_the_record_is_said(extended):
    SupervisionItem.objects.filter(pk=extended.pk).update(due_on=date(2026, 11, 30))

    with pytest.raises(Unknown, match="有缺漏"):
        light_on(SupervisionItem.objects.get(pk=extended.pk), DAY)


def test_rule_13_a_year_imported_later_was_provisional_then(cast):
    with at(DAY):
        item = bring(cast, "in_progress", due_on=date(2027, 1, 5))
    with at(date(2026, 12, 30)):
        rows = [{"date": f"2027-01-0{day}", "kind": "off", "name": "元旦"} for day in (1, 4)]
        import_year(rows, year=2027, notice="国办发明电〔2026〕9号", by=cast.administrator, on=date(2026, 12, 30))

    before, after = light_on(item, date(2026, 12, 29)), light_on(item, date(2026, 12, 30))

    assert (before.standing.days_left, after.standing.days_left) == (4, 2)
    assert before.doubts == []


def test_a_year_replaced_later_is_named_as_a_doubt(cast):
    with at(DAY):
        item = bring(cast, "in_progress")
    with at(date(2026, 12, 30)):
        rows = [{"date": "2026-01-01", "kind": "off", "name": "元旦"}]
        import_year(rows, year=2026, notice="国办发明电〔2025〕8号", by=cast.administrator, on=date(2026, 12, 30))

    assert light_on(item, DAY).doubts == ["2026 年日历后来重新导入过，此处按现行日历计算。"]


def test_a_past_light_takes_five_queries(extended, django_assert_num_queries):
    light_on(extended, DAY)

    with django_assert_num_queries(5):
        light_on(extended, DAY)


def test_history_is_not_rewritten(db):
    version = WarningRule.objects.get()

    with pytest.raises(Exception, match="Cannot update"):
        WarningRule.objects.filter(pk=version.pk).update(yellow_days=9)


def test_what_the_fold_reads_is_dated_by_the_log(extended):
    with pgtrigger.ignore("secretariat.Event:append_only"):
        Event.objects.filter(verb="extension.granted").update(at=datetime(2026, 10, 5, 9, tzinfo=ZoneInfo("UTC")))

    assert light_on(extended, date(2026, 9, 30)).standing.light == "yellow"
