"""Every address of the site × every role, as the table says; an address that is not in the table fails."""

from collections.abc import Iterator

import pytest
from django.conf import settings as configured
from django.db import transaction
from django.template.backends.django import Template
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.access import GROUPS, ROLES, Row, World, make_world, rows

ROWS = rows()
DEEDS = [row for row in ROWS.values() if row.method == "post"]
# Its page is asked for by a link: the form of the step.
FORMS = {"supervision:item_step"}


def _names(patterns, prefix="") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            if inner.rstrip(":") not in GROUPS:
                yield from _names(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}"


def test_every_address_stands_in_the_table():
    assert sorted(_names(get_resolver().url_patterns)) == sorted(ROWS)


@pytest.fixture
def world(db, settings, tmp_path):
    settings.FONT_DIR = tmp_path
    return make_world()


@pytest.fixture
def clients(world):
    """A client of every role, and of nobody."""
    entered = {"anonymous": Client()}
    for role, person in world.people.items():
        entered[role] = Client()
        entered[role].force_login(person)
    return entered


@pytest.fixture
def written_once(monkeypatch, faults):
    """What a template makes of an address is written for the first role that sees it, with --faults for all: to answer
    with its number costs half as much, and what pages show is the matter of other tests."""
    seen = set()
    render = Template.render

    def written(template, context=None, request=None):
        place = (template.template.name, request and request.resolver_match and request.resolver_match.view_name)
        if not faults and place in seen:
            return ""
        seen.add(place)
        return render(template, context, request)

    monkeypatch.setattr(Template, "render", written)


def _answer(client: Client, world: World, row: Row, method: str = "") -> str:
    kept = client.cookies.copy()
    # What one role does must not be there for the next.
    with transaction.atomic():
        response = getattr(client, method or row.method)(world.address(row), world.typed.get(row.name))
        response.getvalue()
        transaction.set_rollback(True)
    client.cookies = kept
    goes_to_the_log_in = response.status_code == 302 and response["Location"].startswith(f"/{configured.LOGIN_URL}/?")
    return "login" if goes_to_the_log_in else str(response.status_code)


@pytest.mark.slow
def test_rule_46_every_address_answers_each_role_as_the_table_says(world, clients, written_once):
    answered = {
        name: {role: _answer(clients[role], world, row) for role in ROLES if role in clients}
        for name, row in ROWS.items()
    }

    differing = {name: answers for name, answers in answered.items() if answers != ROWS[name].answers}
    assert differing == {}


def test_a_link_does_no_deed(world, clients):
    answered = {row.name: _answer(clients["supervisor"], world, row, "get") for row in DEEDS if row.name not in FORMS}

    assert {name: status for name, status in answered.items() if status != "405"} == {}


def test_a_deed_without_its_token_is_refused(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.people["supervisor"])

    assert {row.name for row in DEEDS if _answer(client, world, row) != "403"} == set()


def test_administration_is_entered_by_its_people_only(world, clients):
    entered = {role for role, client in clients.items() if client.get("/admin/").status_code == 200}

    assert entered == {"administrator"}
