"""A house that ran an earlier build is brought up to date like a new one."""

from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from planning.arrangements.models import DayLimit

DAY_LIMIT = import_module("planning.migrations.0006_day_limit")


@pytest.mark.django_db
def test_the_limit_of_a_day_is_kept_where_an_earlier_build_had_made_it():
    DayLimit.objects.update(per_day=7)
    state = MigrationLoader(None).project_state([("planning", "0005_minutes_route")])
    with connection.schema_editor() as editor:
        for operation in DAY_LIMIT.Migration.operations:
            before = state.clone()
            operation.state_forwards("planning", state)
            operation.database_forwards("planning", editor, before, state)

    assert list(DayLimit.objects.values_list("pk", "per_day")) == [(1, 7)]
