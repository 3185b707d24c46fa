"""The search asks every source and shows who found something."""

import pytest

from secretariat.people.models import DepartmentAlias
from secretariat.portal.search import Group, Hit, register, search


@pytest.fixture
def source(monkeypatch):
    """A source of its own beside those of the house."""
    monkeypatch.setattr("secretariat.portal.search._sources", [])

    @register
    def items(user, words, limit):
        return Group("事项", [Hit("督〔2026〕178号", url="/me/")] if words == "178" else [], 1, "/inbox/")

    return items


@pytest.mark.parametrize("words", ["农业", "农业农村委", "农村口"])
def test_unit_is_found_by_every_name_it_has(staff, unit, words):
    DepartmentAlias.objects.create(department=unit, name="农村口")

    assert [hit.title for group in search(staff, words) for hit in group.hits] == ["农业农村委员会"]


def test_colleague_is_found_by_name_and_by_pinyin(staff, someone):
    someone(name="何川", pinyin="hechuan", phone="6217")

    assert [group.hits[0].title for words in ("何川", "hech") for group in search(staff, words)] == ["何川", "何川"]


def test_nothing_is_asked_without_words(staff, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert search(staff, "") == []


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
