"""Every page of the administration: for who may change and who may only look, in English and in Chinese."""

import re
from html import unescape

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from secretariat.outbox.models import Delivery, Notice
from secretariat.people.models import Post, PostKind
from tests.access import TODAY, make_world
from tests.supervision.factories import ExtensionFactory, ReportFactory
from tests.test_admin import LANGUAGES, REGISTRY, address, enter, entry_of, of_superuser
from tests.test_english import CHINESE, chinese_in_text, write_latin

INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|<style|\sstyle=|\son(?:click|change|submit|load)="
)
# The buttons with which the administration keeps, adds and takes away, and carries out what was chosen.
KEEPS = re.compile(r'name="_(?:save|addanother|continue|saveasnew)"|class="(?:addlink|deletelink)"|name="action"')
# What a page says, and what it says only to who hears it; no codes, no addresses.
TAG = re.compile(r"<(script|style|pre|code)\b.*?</\1>|<[^>]*>", re.DOTALL)
HEARD = re.compile(r"""\b(?:title|alt|placeholder|aria-label)="([^"]*)\"""")
ENGLISH = re.compile(r"(?:[A-Za-z]{2,}[ ,]+){2,}[A-Za-z]{2,}")


def english_in(page):
    """Three English words or more in a row."""
    said = TAG.sub(lambda tag: "\n".join(["", *(() if tag[1] else HEARD.findall(tag[0])), ""]), page)
    return ENGLISH.findall(unescape(said))


def test_english_words_are_found_where_a_page_says_them_and_nowhere_else():
    page = '<p class="a b c" title="Choose all groups">Can <b>add</b> it, now or never</p><script>let it be</script>'

    assert english_in(page) == ["Choose all groups", "it, now or never"]


@pytest.fixture
def world(db, settings, tmp_path):
    """A row of nearly every kind, and three of the kinds that name others in their lists; none says a Chinese word."""
    settings.FONT_DIR = tmp_path
    world = make_world()
    reports = ReportFactory.create_batch(3)
    ExtensionFactory.create_batch(3)
    for n, report in enumerate(reports):
        facts = {"key": f"k{n}", "recipient": report.author, "day": TODAY}
        Delivery.objects.create(message_id=f"<{n}@x>", **facts)
        Notice.objects.create(kind="test", title="notice", **facts)
        Post.objects.create(user=report.author, kind=PostKind.HEAD, department=report.unit)
    write_latin()
    return world


@pytest.fixture(autouse=True)
def listed_once(monkeypatch, faults):
    """The list of all records stands beside the first page that a person opens, with --faults beside every page."""
    first = {}
    listed = admin.site.get_app_list

    def once(request, label=None):
        is_first = first.setdefault(request.user.pk, request.path) == request.path
        return listed(request, label) if faults or is_first else []

    monkeypatch.setattr(admin.site, "get_app_list", once)


def changer(language):
    return enter(language, name="Ann", is_superuser=True)[0]


def onlooker(language):
    client, person = enter(language, name="Ben")
    person.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    return client


def may(deed, model):
    return getattr(entry_of(model), f"has_{deed}_permission")(of_superuser())


def places():
    """Every page of every record, those of one row for the first: {(model, page): address}."""
    found = {}
    for model in REGISTRY:
        row = model._base_manager.first()
        pages = {"changelist": [], "add": []}
        pages |= {page: [row.pk] for page in ("change", "history", "delete") if row}
        pages |= {page: [] for page in ("import", "export") if hasattr(entry_of(model), f"{page}_action")}
        found |= {(model, page): address(model, page, *args) for page, args in pages.items()}
    return found


def answers(client, asked):
    return {place: client.get(url) for place, url in asked.items()}


def those(found, status):
    return {place for place, answer in found.items() if answer.status_code == status}


def seen_in(found, look):
    """What a look finds on the pages, and where."""
    return {place: seen for place, answer in found.items() if (seen := look(answer.content.decode()))}


def test_every_page_opens_for_who_may_change_needs_no_script_or_style_of_its_own_and_shows_no_chinese(world, faults):
    """Lists are opened below; what nobody may is asked for once in each part. With --faults all, in Chinese as well."""
    asked = places()
    refused = {(model, page) for model, page in asked if page in ("add", "delete") and not may(page, model)}
    if not faults:
        once = {(model._meta.app_label, page): (model, page) for model, page in refused}.values()
        left_out = (refused - {*once}) | {place for place in asked if place[1] == "changelist"}
        asked = {place: url for place, url in asked.items() if place not in left_out}

    found = answers(changer("en"), asked)

    assert those(found, 403) == refused & asked.keys()
    assert those(found, 200) == asked.keys() - refused
    assert seen_in(found, INLINE.findall) == {}
    assert seen_in(found, chinese_in_text) == {}
    if faults:
        assert seen_in(answers(changer("zh-hans"), asked), english_in) == {}


def test_who_may_only_look_finds_nothing_to_press_and_reads_no_english(world, faults):
    """In Chinese, where who may change finds something; with --faults everywhere and in English. Lists follow below."""
    asked = places()
    if not faults:
        deeds = [(model, page) for model, page in asked if page in ("add", "change", "delete")]
        pressed = {(model, page) for model, page in deeds if may(page, model)}
        pressed |= {(model, page) for model, page in deeds if page == "change" and entry_of(model).inlines}
        asked = {place: url for place, url in asked.items() if place in pressed}

    found = answers(onlooker("zh-hans"), asked)

    assert those(found, 403) == {place for place in asked if place[1] in ("add", "delete", "import")}
    assert those(found, 200) == asked.keys() - those(found, 403)
    assert seen_in(found, KEEPS.findall) == {}
    assert seen_in(found, english_in) == {}
    if faults:
        assert seen_in(answers(onlooker("en"), asked), chinese_in_text) == {}


def test_every_list_is_searched_and_filtered_and_needs_as_many_queries_for_one_row_as_for_many(world, monkeypatch):
    """Many rows are read in English, one in Chinese. Who may only look searches and filters, with nothing to press."""

    def asked(client, model, rows, data=None):
        monkeypatch.setattr(entry_of(model), "list_per_page", rows)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(address(model, "changelist"), data)
        return page, len(queries)

    english, chinese, looking = changer("en"), changer("zh-hans"), onlooker("zh-hans")
    many, one, filtered, counts, chosen = {}, {}, {}, {}, {}
    for model in REGISTRY:
        many[model], count = asked(english, model, 100)
        counts[model] = (count, count)
        if many[model].context_data["cl"].result_count > 1:
            one[model], fewer = asked(chinese, model, 1)
            # What is asked once in a process may have been asked before.
            counts[model] = (count if count == fewer else asked(english, model, 100)[1], fewer)
        links = [unescape(link) for link in re.findall(r'<a href="(\?[^"]+)"', many[model].content.decode())]
        # All filters at once, of the choices of each the last, and of the columns of the order.
        chosen[model] = {name: value for link in links for name, value in QueryDict(link[1:]).items()}
        filtered[model], _count = asked(looking, model, 100, chosen[model] | {"q": "督 x 1"})

    assert {model for model, (most, fewest) in counts.items() if most != fewest} == set()
    assert max(fewest for _most, fewest in counts.values()) <= 12
    assert {model: chosen[model] for model in REGISTRY if filtered[model].status_code != 200} == {}
    assert seen_in(many, INLINE.findall) == {}
    assert seen_in(filtered, KEEPS.findall) == {}
    assert (seen_in(many, chinese_in_text), seen_in(one, english_in), seen_in(filtered, english_in)) == ({}, {}, {})
    assert [model.__name__ for model in REGISTRY if not entry_of(model).search_fields] == []


def test_pages_are_named_in_the_language_of_the_person(db):
    chinese, english = (changer(language).get("/admin/").content.decode() for language in LANGUAGES)

    assert "秘书处工作台 · 管理后台" in chinese
    assert "Secretariat administration" in english
    assert CHINESE.findall(english) == []
