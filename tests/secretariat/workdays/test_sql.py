"""The SQL twin gives the answers of the Python function, on random rows of a table of its own."""

from datetime import date

import pytest
from django.db import connection, models
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secretariat.workdays import sql
from secretariat.workdays.cycles import every_cycle
from secretariat.workdays.lateness import Facts, Rule, is_late, lateness
from tests.secretariat.workdays.test_calendar import CALENDAR

PHASES = ["undispatched", "running", "review", "suspended", "closed"]


class Matter(models.Model):
    """The facts of lateness, one column each."""

    phase = models.CharField(max_length=20)
    due_on = models.DateField(null=True)
    counted_on = models.DateField(null=True)
    dispatched_on = models.DateField(null=True)
    last_report_on = models.DateField(null=True)
    resumed_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    cycle = models.CharField(max_length=20)
    suspended_days = models.IntegerField()

    class Meta:
        app_label = "workdays_test"
        managed = False


COLUMNS = sql.Columns(
    running=["running"],
    closed=["closed"],
    state="phase",
    counted_on="counted_on",
    resumed_on="resumed_on",
    suspended_days="suspended_days",
)
# Around the holidays of 2026, into a provisional year.
DAYS = st.dates(date(2026, 8, 1), date(2027, 3, 31))
FACTS = st.builds(
    Facts,
    phase=st.sampled_from(PHASES),
    due_on=st.none() | DAYS,
    counted_on=st.none() | DAYS,
    dispatched_on=st.none() | DAYS,
    last_report_on=st.none() | DAYS,
    resumed_on=st.none() | DAYS,
    done_on=st.none() | DAYS,
    cycle=st.sampled_from(["", *every_cycle()]),
    suspended_days=st.integers(0, 30),
)
# A running matter with a dispatch and a due date still to come: where shares tell something.
ON_THE_WAY = st.builds(
    Facts,
    phase=st.just("running"),
    due_on=st.dates(date(2026, 11, 1), date(2027, 3, 31)),
    dispatched_on=st.dates(date(2026, 8, 1), date(2026, 10, 31)),
    last_report_on=st.none() | DAYS,
    resumed_on=st.none() | DAYS,
    suspended_days=st.integers(0, 10),
)
ORDERED = st.tuples(st.integers(1, 60), st.integers(2, 99)).filter(lambda pair: pair[0] < pair[1])
RULES = st.builds(Rule, yellow_days=st.integers(0, 12), stalled_days=st.integers(1, 20)) | st.builds(
    lambda shares, days: Rule(kind="share", orange_share=shares[0], yellow_share=shares[1], yellow_days=days),
    ORDERED,
    st.integers(0, 12),
)
SETTINGS = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def table(db):
    with connection.schema_editor() as editor:
        editor.create_model(Matter)
    yield Matter.objects
    with connection.schema_editor() as editor:
        editor.delete_model(Matter)


def _fill(facts: list[Facts]) -> dict[int, Facts]:
    Matter.objects.all().delete()
    names = [field.name for field in Matter._meta.fields if field.name != "id"]
    rows = Matter.objects.bulk_create(Matter(**{name: getattr(fact, name) for name in names}) for fact in facts)
    return {row.pk: fact for row, fact in zip(rows, facts, strict=True)}


@SETTINGS
@given(facts=st.lists(FACTS | ON_THE_WAY, min_size=1, max_size=25), on=DAYS, rule=RULES)
def test_light_and_stalled_agree_with_the_function(table, facts, on, rule):
    known = {pk: lateness(fact, on=on, calendar=CALENDAR, rule=rule) for pk, fact in _fill(facts).items()}

    rows = Matter.objects.annotate(light=sql.light_case(COLUMNS, on=on, calendar=CALENDAR, rule=rule))
    signed = Matter.objects.annotate(last_sign=COLUMNS.last_sign)
    stalled = signed.filter(sql.stalled_q(COLUMNS, on=on, calendar=CALENDAR, rule=rule))

    assert dict(rows.values_list("pk", "light")) == {pk: found.light for pk, found in known.items()}
    assert set(stalled.values_list("pk", flat=True)) == {pk for pk, found in known.items() if found.stalled}


def test_running_numbers_agree_with_the_calendar_into_years_to_come(table):
    due = [date(2024, 2, 29), date(2026, 10, 10), date(2026, 10, 11), date(2027, 10, 3), date(2031, 12, 31)]
    _fill([Facts("running", due_on=day) for day in due])
    numbers = sql._Numbers(CALENDAR, date(2026, 11, 20))

    found = dict(Matter.objects.annotate(n=numbers.of("due_on")).values_list("due_on", "n"))

    assert [found[day] - found[due[0]] for day in due] == [CALENDAR.between(due[0], day) for day in due]
    assert [numbers.on(day) for day in due] == [found[day] for day in due]


@SETTINGS
@given(facts=st.lists(FACTS, min_size=1, max_size=25), on=DAYS, days=st.integers(0, 10))
def test_overdue_due_soon_and_late_agree_with_the_function(table, facts, on, days):
    known = _fill(facts)
    judged = {pk: lateness(fact, on=on, calendar=CALENDAR, rule=Rule(yellow_days=days)) for pk, fact in known.items()}

    def chosen(condition):
        return set(Matter.objects.filter(condition).values_list("pk", flat=True))

    assert chosen(sql.overdue_q(COLUMNS, on=on)) == {pk for pk, found in judged.items() if found.light == "red"}
    assert chosen(sql.due_soon_q(COLUMNS, days, on=on, calendar=CALENDAR)) == {
        pk for pk, found in judged.items() if found.light == "yellow"
    }
    assert chosen(sql.late_q(COLUMNS, on=on)) == {pk for pk, fact in known.items() if is_late(fact, on=on)}
