"""Migrations whose steps are taken together send the statements that Django sends step by step."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState
from pgtrigger.compiler import Trigger, UpsertTriggerSql
from pgtrigger.migrations import AddTrigger

from secretariat.migrating import AtOnce, groups, is_independent

FROZEN = {"func": "RAISE EXCEPTION 'frozen';", "pgid": "keep_1", "table": "office_unit", "when": "BEFORE"}
STEPS = {
    "unit": migrations.CreateModel("Unit", [("name", models.CharField(primary_key=True))], {"db_table": "office_unit"}),
    "matter": migrations.CreateModel("Matter", [("title", models.CharField(primary_key=True, max_length=20))]),
    "link": migrations.AddField("matter", "lead", models.ForeignKey("office.Unit", models.PROTECT, null=True)),
    "named": migrations.AddConstraint("unit", models.CheckConstraint(condition=~models.Q(name=""), name="named")),
    "frozen": AddTrigger("unit", Trigger(name="keep", sql=UpsertTriggerSql(operation="DELETE", **FROZEN))),
    "count": migrations.AddField("matter", "count", models.IntegerField(default=1)),
    "index": migrations.AddIndex("matter", models.Index(fields=["count"], name="matter_count")),
    "large": migrations.AlterField("matter", "count", models.BigIntegerField(default=1)),
    "rows": migrations.RunPython(migrations.RunPython.noop),
    "free": migrations.RemoveConstraint("unit", "named"),
    "short": migrations.AlterField("matter", "title", models.CharField(primary_key=True, max_length=10)),
    "gone": migrations.RemoveField("matter", "lead"),
}


def statements(base, steps, state, app="office"):
    """What a migration of this class and these steps would send; `state` is that before it, and then after it."""
    own = type("Own", (base,), {"operations": steps})("0001_own", app)
    with connection.schema_editor(collect_sql=True) as editor:
        own.apply(state, editor)
    return editor.collected_sql


def by_name(group):
    return [next(name for name, step in STEPS.items() if step is one) for one in group]


def test_a_step_on_what_was_just_made_waits_and_rows_stand_alone():
    assert [by_name(group) for group in groups(STEPS.values())] == [
        ["unit", "matter"],
        ["link", "named", "frozen", "count", "index"],
        ["large"],
        ["rows"],
        ["free", "short"],
        ["gone"],
    ]


def test_no_steps_are_no_groups():
    assert list(groups([])) == []


def test_statements_and_state_are_those_of_django(db):
    states = [ProjectState(), ProjectState()]

    steps, kinds = list(STEPS.values()), (AtOnce, migrations.Migration)
    sent = [statements(base, steps, state) for base, state in zip(kinds, states, strict=True)]

    assert len(sent[0]) > len(STEPS)
    assert sent[0] == sent[1]
    assert states[0] == states[1]


def test_statements_to_be_read_are_told_step_by_step(db):
    own = type("Own", (AtOnce,), {"operations": [STEPS["unit"], STEPS["rows"]]})("0001_own", "office")
    with connection.schema_editor(collect_sql=True) as editor:
        own.apply(ProjectState(), editor, collect_sql=True)

    assert "-- Create model Unit" in editor.collected_sql
    assert "-- THIS OPERATION CANNOT BE WRITTEN AS SQL" in editor.collected_sql


@pytest.mark.fault(long=True)
def test_every_migration_of_the_house_sends_the_statements_of_django(db):
    executor, states, told = MigrationExecutor(connection), [ProjectState(), ProjectState()], 0
    for migration, _back in executor.migration_plan(executor.loader.graph.leaf_nodes(), clean_start=True):
        steps = [step for step in migration.operations if not isinstance(step, migrations.RunPython)]
        if not isinstance(migration, AtOnce) or not any(is_independent(step) for step in steps):
            states = [migration.mutate_state(state) for state in states]
            continue
        sent = [
            statements(base, steps, state, migration.app_label)
            for base, state in zip((AtOnce, migrations.Migration), states, strict=True)
        ]
        assert sent[0] == sent[1], str(migration)
        told += len(sent[0])
    assert told > 500
