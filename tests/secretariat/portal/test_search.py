"""The search asks every source and shows who found something."""

import pytest

from secretariat.people.models import Department, DepartmentAlias, PostKind
from secretariat.portal.search import Group, Hit, group, register, search
from tests.secretariat.portal.conftest import DAY
from tests.supervision.factories import ItemFactory


@pytest.fixture
def source(monkeypatch):
    """A source of its own beside those of the house."""
    monkeypatch.setattr("secretariat.portal.search._sources", [])

    @register
    def items(user, words, on):
        return Group("事项", [Hit("督〔2026〕178号", url="/me/")] if words == "178" else [], 1, "/inbox/")

    return items


@pytest.mark.parametrize("words", ["农业", "农业农村委", "农村口"])
def test_unit_is_found_by_every_name_it_has(staff, unit, words):
    DepartmentAlias.objects.create(department=unit, name="农村口")

    assert [hit.title for group in search(staff, words, on=DAY) for hit in group.hits] == ["农业农村委员会"]


def test_colleague_is_found_by_name_and_by_pinyin(staff, someone):
    someone(name="何川", pinyin="hechuan", phone="6217")

    found = [search(staff, words, on=DAY) for words in ("何川", "hech")]
    assert [group.hits[0].title for groups in found for group in groups] == ["何川", "何川"]


@pytest.mark.parametrize("words", ["178", "督〔2026〕178", "黑臭水体", "农村 整改"])
def test_matter_is_found_by_number_and_by_title(client, someone, words):
    client.force_login(someone(PostKind.SUPERVISOR))
    ItemFactory(title="农村黑臭水体整改", serial=178)
    ItemFactory(title="另一件", serial=9)

    groups = client.get("/search/", {"q": words}).context["groups"]

    # People and units of the factory may bear the number as well.
    found = [hit.title for group in groups for hit in group.hits if hit.url.startswith("/supervision/")]
    assert found == ["督〔2026〕178号 农村黑臭水体整改"]


def test_rule_46_matter_of_another_unit_is_not_found(reader):
    ItemFactory(title="农村黑臭水体整改")

    assert reader.get("/search/", {"q": "黑臭"}).context["groups"] == []


def test_link_to_all_hits_leads_to_exactly_as_many_rows(client, someone):
    client.force_login(someone(PostKind.SUPERVISOR))
    ItemFactory.create_batch(12, title="整改")

    [shown] = client.get("/search/", {"q": "整改"}).context["groups"]

    assert (shown.total, client.get(shown.more_url).context["page"].paginator.count) == (12, 12)


def test_nothing_is_asked_without_words(staff, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert search(staff, "", on=DAY) == []


def test_registered_source_is_asked(reader, source):
    page = reader.get("/search/?q=178").content.decode()

    assert '<a href="/me/">督〔2026〕178号</a>' in page


def test_source_without_hits_is_silent(reader, source):
    assert "没有找到" in reader.get("/search/?q=999").content.decode()


@pytest.mark.parametrize("words", ["<script>", "%25' OR 1=1 --", "x" * 5000, "   ", "〔２０２６〕"])
def test_search_takes_any_text(reader, words):
    answer = reader.get("/search/", {"q": words})

    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode().replace('<script src="', "")


@pytest.mark.parametrize(("rows", "queries"), [(1, 1), (10, 1), (11, 2)])
def test_group_counts_only_where_there_are_more_than_it_shows(db, rows, queries, django_assert_num_queries):
    Department.objects.bulk_create(Department(name=f"第{number}处") for number in range(rows))

    with django_assert_num_queries(queries):
        found = group("单位", Department.objects.all(), lambda unit: Hit(unit.name))

    assert (len(found.hits), found.total) == (min(rows, 10), rows)


def test_search_page_keeps_to_its_query_budget(reader, unit, django_assert_num_queries):
    # session, person, unread; items with their units, instructions, series, units, people; the calendar with its rule
    with django_assert_num_queries(10):
        reader.get("/search/?q=农业")
