"""What holds for the whole house: tables of steps, verbs, migrations, templates, administration, modules."""

import ast
import re
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.management import call_command
from django.db import models

from secretariat.audit.labels import known_verbs
from tests.messages import APPS, ROOT
from tests.secretariat.factories import UserFactory

# A drawer whose steps are told apart by the record: (states, table of steps, rules, table of rights, module of deeds)
LIFECYCLES = [
    ("supervision.items", "STEPS", "MAY", "services", "services.extensions"),
    ("supervision.items", "EXTENSION_STEPS", "MAY_EXTENSION", "services.extensions"),
    ("supervision.urging", "SLIP_STEPS", "MAY_SLIP", "services"),
    ("supervision.instructions", "STEPS", "MAY", "services"),
    ("supervision.bulletins", "STEPS", "MAY", "services"),
    ("planning.arrangements", "STEPS", "MAY", "services"),
    ("planning.consultations", "STEPS", "MAY", "services"),
    ("planning.meetings", "MEETING_STEPS", "MAY_MEETING", "services"),
    ("planning.meetings", "DECISION_STEPS", "MAY_DECISION", "services"),
    ("planning.meetings", "TOPIC_STEPS", "MAY_TOPIC", "services"),
    ("planning.meetings", "LEAVE_STEPS", "MAY_LEAVE", "services"),
    ("planning.plans", "PLAN_STEPS", "MAY_PLAN", "services"),
    ("planning.plans", "ITEM_STEPS", "MAY_ITEM", "services"),
    ("secretariat.workdays", "DATE_STEPS", "MAY_DATE", "dates"),
]
# Where the service of a step is called by more than the name of its step.
SUFFIXES = ("", "_item", "_review", "_issue", "_meeting", "_minutes", "_decision", "_plan", "_date")
SUFFIXES += ("_consultation", "_checkpoint", "_to", "_instruction", "_topic", "_agenda")
SUFFIXES += ("_arrangement", "_entry", "_entries")
STEP_COLUMNS = {"state", "number", "number_text", "year", "original_due_on", "due_on", "counted_due_on", "done_on"}
STEP_COLUMNS |= {"adopted_on", "adopted_by", "closed_on", "due_words", "window_last", "progress", "done_count"}
STEP_COLUMNS |= {"overall_number", "signed_on", "closing_on", "granted_due_on", "published_on", "published_at"}
INLINE_ONLY = {"DepartmentAlias", "MinutesSigner", "SeriesSigner", "SpecialDay"}
# What nobody needs to look at.
INLINE_ONLY |= {"PasswordHistory"}


# ── Steps ────────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(("drawer", "steps", "may", "services"), [(d, s, m, tuple(x)) for d, s, m, *x in LIFECYCLES])
def test_rule_19_steps_and_rights_have_the_same_keys_and_each_its_service(drawer, steps, may, services):
    table = getattr(import_module(f"{drawer}.states"), steps)
    rights = getattr(import_module(f"{drawer}.rules"), may)
    known = {name for module in services for name in vars(import_module(f"{drawer}.{module}"))}

    assert list(table) == list(rights)
    assert [step for step in table if not any(f"{step}{suffix}" in known for suffix in SUFFIXES)] == []


def test_every_table_of_steps_is_looked_at():
    found = {
        (str(path.parent.relative_to(ROOT)).replace("/", "."), name)
        for app in APPS
        for path in (ROOT / app).rglob("states.py")
        for name in re.findall(r"^(\w*STEPS)\b", path.read_text(encoding="utf-8"), re.MULTILINE)
    }

    assert found == {(drawer, steps) for drawer, steps, *_rest in LIFECYCLES}


def _verbs() -> Iterator[str]:
    """The verbs of the events that the code records, as far as they stand there; its modules are loaded by the way."""
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            if "audit.record(" in path.read_text(encoding="utf-8"):
                import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and ast.unparse(node.func) == "audit.record":
                    said = [keyword.value for keyword in node.keywords if keyword.arg == "verb"]
                    yield from (verb.value for verb in said if isinstance(verb, ast.Constant))


def test_every_verb_of_the_log_has_a_name():
    recorded = set(_verbs())

    assert recorded - known_verbs() == set()


def test_verbs_of_items_are_those_of_their_services():
    source = "".join(path.read_text() for path in sorted((ROOT / "supervision/items/services").glob("*.py")))
    written = {f"item.{verb}" for verb in re.findall(r'verb="(?:item\.)?(\w+)"', source)}
    written |= {f"extension.{verb}" for verb in ("asked", "granted", "refused")}

    named = {verb for verb in known_verbs() if verb.startswith(("item.", "extension."))}
    assert {verb for verb in written if verb in named} == named


# ── Database ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_no_migration_is_missing(db):
    """`script/test` leaves it to this test: a process of its own would begin with three seconds of loading."""
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_state_column_is_held_by_a_constraint():
    unheld = [
        model.__name__
        for model in _models()
        if _has_state(model)
        and not any(constraint.name.endswith("state_known") for constraint in model._meta.constraints)
    ]

    assert unheld == []


def test_no_foreign_key_deletes_what_has_a_life_of_its_own():
    cascading = {
        f"{model.__name__}.{field.name}"
        for model in _models()
        for field in model._meta.fields
        if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is models.CASCADE
    }

    assert cascading <= {
        "DepartmentAlias.department",
        "Post.user",
        "PasswordHistory.user",
        "SpecialDay.year",
        "Section.issue",
        "Delivery.recipient",
        "Notice.recipient",
    }


# ── Administration ───────────────────────────────────────────────────────────────────────────────────────────────────
def _models() -> list[type[models.Model]]:
    return [model for app in APPS for model in apps.get_app_config(app).get_models()]


def _has_state(model: type[models.Model]) -> bool:
    return any(field.name == "state" for field in model._meta.fields)


@pytest.fixture
def by_superuser(rf, db):
    request = rf.get("/")
    request.user = UserFactory(is_staff=True, is_superuser=True)
    return request


def test_every_model_stands_in_the_administration():
    assert {model.__name__ for model in _models() if model not in admin.site._registry} == INLINE_ONLY


def test_administration_is_no_way_round_the_steps(by_superuser):
    ways = {}
    for model, entry in admin.site._registry.items():
        if model in _models() and entry.has_change_permission(by_superuser):
            ways[model.__name__] = set(entry.get_form(by_superuser, model(), change=True).base_fields) & STEP_COLUMNS

    assert {name: columns for name, columns in ways.items() if columns} == {}


def test_rows_with_a_life_are_neither_made_nor_deleted_by_hand(by_superuser):
    entries = [admin.site._registry[model] for model in _models() if _has_state(model)]

    assert entries
    for entry in entries:
        assert (entry.has_add_permission(by_superuser), entry.has_delete_permission(by_superuser)) == (False, False)


# ── Modules ──────────────────────────────────────────────────────────────────────────────────────────────────────────
MODULES = [path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]


def test_every_module_says_in_a_sentence_what_it_is():
    silent = [str(path.relative_to(ROOT)) for path in MODULES if _text(path).strip() and not _docstring(path)]

    assert silent == []


def test_no_module_is_longer_than_four_hundred_lines():
    assert [str(path.relative_to(ROOT)) for path in MODULES if len(_text(path).splitlines()) > 400] == []


def test_only_views_and_commands_ask_which_day_it_is():
    asking = re.compile(r"\btimezone\.(?:localdate|localtime)\(\)|\bdate\.today\(\)|\bdatetime\.now\(")
    found = {str(path.relative_to(ROOT)) for path in MODULES if asking.search(_text(path))}

    assert {
        path
        for path in found
        if not re.search(r"views|downloads|commands/|management/bench/|people/backend|(?:portal|outbox)/admin", path)
        # A sheet bears the day on which it is taken out.
        and path != "secretariat/resources.py"
        # A page leaves out the year in which it is read.
        and path != "secretariat/templatetags/office.py"
    } == set()


def test_drawers_of_the_domain_do_not_read_the_clock():
    found = [path for path in MODULES if "timezone.now" in _text(path) and "secretariat" not in path.parts]

    assert [str(path) for path in found if "views" not in str(path)] == []


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _docstring(path: Path) -> str | None:
    return ast.get_docstring(ast.parse(_text(path)))


# ── Decisions ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_every_library_is_named_with_its_reason_and_every_decision_has_a_number_of_its_own():
    papers = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    told = "\n".join(paper.read_text(encoding="utf-8") for paper in papers).lower()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = [re.split(r"[\[~=<>]", wanted)[0].strip().lower() for wanted in project["dependencies"]]

    assert [name for name in names if name not in told] == []
    assert len({paper.name[:4] for paper in papers}) == len(papers)
