"""Migrations that draw up the models of the house once for all their steps, and not once for each as Django does."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

# These find what they need in the state after all steps of their group, or add to what stood there before.
INDEPENDENT = {"CreateModel", "AddField", "AlterField", "AddConstraint", "RemoveConstraint", "AddIndex", "AddTrigger"}


class AtOnce(migrations.Migration):
    """A migration whose steps are taken in groups, with the statements that Django would send for each."""

    def apply(self, project_state: ProjectState, schema_editor: Any, collect_sql: bool = False) -> ProjectState:
        """Take the steps; the state after them, as Django's own way returns it."""
        if collect_sql:
            return super().apply(project_state, schema_editor, collect_sql)
        for group in groups(self.operations):
            self._take(group, project_state, schema_editor)
        return project_state

    def _take(self, group: list[Operation], state: ProjectState, editor: BaseDatabaseSchemaEditor) -> None:
        before = state.clone()
        if is_independent(group[0]):
            # Without them, nothing is drawn up until all steps are known.
            vars(state).pop("apps", None)
        for step in group:
            step.state_forwards(self.app_label, state)
        for step in group:
            step.database_forwards(self.app_label, editor, before, state)


def groups(steps: Iterable[Operation]) -> Iterator[list[Operation]]:
    """The steps in their order, in groups in which none needs to see what another one has done.

    A step on a table or a field that was made in the group begins the next one; whatever is not known to be
    independent (rows, statements, removals) is a group of its own.
    """
    group: list[Operation] = []
    made: set[tuple[str, str]] = set()
    for step in steps:
        table, field = str(getattr(step, "model_name", "")).lower(), str(getattr(step, "name", ""))
        known = made.isdisjoint({(table, ""), (table, field)})
        if group and not (known and is_independent(group[0]) and is_independent(step)):
            yield group
            group, made = [], set()
        group.append(step)
        if type(step).__name__ == "CreateModel":
            made.add((field.lower(), ""))
        elif type(step).__name__ in {"AddField", "AlterField"}:
            made.add((table, field))
    if group:
        yield group


def is_independent(step: Operation) -> bool:
    return type(step).__name__ in INDEPENDENT
