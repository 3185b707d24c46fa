"""Whoever reads English reads no Chinese in the interface: every page of the table of access, over Latin data."""

import json
import re

import pgtrigger
import pytest
from django.apps import apps
from django.db import models, transaction
from django.test import Client
from django.urls import reverse

from secretariat.exchange.models import ImportRun
from tests.access import ROLES, make_world, rows
from tests.messages import APPS

CHINESE = re.compile("[\u3400-\u9fff]")
# What says of itself that it is Chinese: the button that changes the language, and a paper as it will be printed.
DECLARED = re.compile(r'<(button|article)\b[^>]*\blang="zh-hans"[^>]*>.*?</\1>', re.IGNORECASE | re.DOTALL)
# The page of an import shows the sheet that was sent, word by word.
SHEET = (ImportRun, "cells")
# A reminder is rehearsed in the words in which it will be sent: those of the house.
REHEARSED = ("outbox:reminders", "outbox:suppress")
READ = [
    row
    for row in rows().values()
    if row.method == "get" and row.of not in ("run", "itemrun") and row.name not in REHEARSED
]


def latin(value):
    """The value with a Latin letter for every Chinese character."""
    if isinstance(value, str):
        return CHINESE.sub(lambda found: chr(97 + ord(found[0]) % 26), value)
    return json.loads(latin(json.dumps(value, ensure_ascii=False)))


def write_latin():
    """Write a Latin letter for every Chinese character in every row of the house."""
    with pgtrigger.ignore():
        for app in APPS:
            for model in apps.get_app_config(app).get_models():
                _write_latin(model)


def _write_latin(model):
    fields = [
        field.attname
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField | models.JSONField) and (model, field.name) != SHEET
    ]
    for row in model._base_manager.all():
        changed = {name: latin(getattr(row, name)) for name in fields if getattr(row, name)}
        model._base_manager.filter(pk=row.pk).update(**changed)


@pytest.fixture
def world(db, settings, tmp_path):
    """The small world, in which nobody wrote a Chinese character, and everybody reads English."""
    settings.FONT_DIR = tmp_path
    world = make_world()
    write_latin()
    for person in world.people.values():
        person.refresh_from_db()
        person.language = "en"
        person.save(update_fields=["language"])
    return world


def chinese_in(client, address):
    with transaction.atomic():
        found = chinese_of(client.get(address))
        transaction.set_rollback(True)
    return found


def chinese_of(answer):
    is_page = answer.headers.get("Content-Type", "").startswith("text/html")
    content = answer.getvalue()
    return chinese_in_text(content.decode()) if is_page else []


def chinese_in_text(page):
    said = DECLARED.sub("", page)
    return [said[max(0, hit.start() - 40) : hit.end() + 20] for hit in CHINESE.finditer(said)][:3]


def test_a_paper_and_the_button_of_the_language_may_be_chinese():
    assert DECLARED.sub("", '<p>a</p><button type="submit" lang="zh-hans">中文</button><p lang="en">b</p>') == (
        '<p>a</p><p lang="en">b</p>'
    )


def test_letters_stand_for_characters():
    assert CHINESE.findall(json.dumps(latin({"督查": ["专报", 1]}), ensure_ascii=False)) == []


def _part_of(row):
    """The drawer to which an address belongs: `supervision:item`, `planning:meeting`."""
    return row.name.split("_")[0]


@pytest.mark.slow
def test_no_page_shows_chinese_to_who_reads_english(world, faults):
    found = {}
    clients = {role: Client() for role in ROLES[1:]}
    for role, client in clients.items():
        client.force_login(world.people[role])
    refused = set()
    for row in READ:
        # A refusal is worded alike for everybody; and most of a page is, so that without --faults one looks at it, by
        # turns, and one is refused in each part of the site.
        asking = {(_part_of(row), row.answers[role]): role for role in clients if row.answers[role] in ("403", "404")}
        seeing = [role for role in clients if row.answers[role] == "200"]
        refusals = [role for refusal, role in asking.items() if faults or refusal not in refused]
        by_turns = seeing[len(found) % len(seeing) :][:1] if seeing else []
        for role in [*refusals, *(seeing if faults else by_turns)]:
            found[role, row.name] = chinese_in(clients[role], world.address(row))
        refused |= set(asking)

    assert {place: texts for place, texts in found.items() if texts} == {}


def test_the_log_in_is_english_for_who_chose_so(db):
    client = Client()
    client.post(reverse("set_language"), {"language": "en", "next": "/login/"})

    assert chinese_in(client, reverse("login")) == []
