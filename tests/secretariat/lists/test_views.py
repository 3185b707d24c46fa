"""The pages of saved views: saved from an address, changed by their owner alone."""

import pytest

from secretariat.lists.models import SavedView
from secretariat.lists.registry import LISTS
from secretariat.people.models import PostKind
from tests.supervision.factories import DepartmentFactory, person

pytestmark = pytest.mark.django_db
NEW = "/lists/items/views/new/"


@pytest.fixture
def officer(client):
    officer = person(PostKind.SUPERVISOR, unit=DepartmentFactory())
    client.force_login(officer)
    return officer


@pytest.fixture
def view(officer):
    return SavedView.objects.create(list="items", name="逾期的", query="mark=late", owner=officer)


def test_the_filter_of_an_address_is_saved_under_a_name(client, officer):
    page = client.get(f"{NEW}?mark=late&page=3&item=5&columns=number&columns=due&nonsense=1")
    query = page.context["query"]
    saved = client.post(NEW, {"name": "逾期的", "shared": "all", "query": query})

    assert query == "mark=late&columns=number&columns=due"
    assert saved["Location"] == f"{LISTS['items'].url}?{query}"
    assert SavedView.objects.values_list("name", "query", "shared", "owner").get() == (
        "逾期的",
        query,
        "all",
        officer.pk,
    )


@pytest.mark.parametrize("typed", [{"name": ""}, {"shared": "the world"}, {"name": "长" * 31}, {"name": "机密★1年"}])
def test_what_cannot_be_saved_is_asked_again(client, officer, typed):
    answer = client.post(NEW, {"name": "逾期的", "shared": "me", "query": "mark=late"} | typed)

    assert answer.status_code == 422 and 'value="mark=late"' in answer.content.decode()
    assert not SavedView.objects.exists()


def test_staff_is_not_offered_to_share_with_everybody(client):
    client.force_login(person(unit=DepartmentFactory()))

    form = client.get(NEW).context["form"]

    assert [value for value, _label in form.fields["shared"].choices] == ["me", "unit"]


def test_an_unknown_list_is_not_found(client, officer):
    assert client.get("/lists/nothing/views/new/").status_code == 404


def test_a_view_is_changed(client, view):
    client.post(f"/lists/views/{view.pk}/", {"name": "新名称", "shared": "unit", "order": "2", "version": "1"})

    view.refresh_from_db()
    assert (view.name, view.shared, view.order, view.query) == ("新名称", "unit", 2, "mark=late")


def test_the_second_editor_is_told(client, view):
    SavedView.objects.update(version=2)

    assert client.post(f"/lists/views/{view.pk}/", {"name": "甲", "shared": "me", "version": "1"}).status_code == 409


def test_a_view_is_deleted(client, view):
    assert client.post(f"/lists/views/{view.pk}/delete/")["Location"] == LISTS["items"].url
    assert not SavedView.objects.filter(deleted_at=None).exists()


@pytest.mark.parametrize("shared", ["me", "all"])
def test_rule_46_the_view_of_another_is_not_found(client, view, shared):
    SavedView.objects.update(shared=shared)
    client.force_login(person())

    answers = [client.get(f"/lists/views/{view.pk}/"), client.post(f"/lists/views/{view.pk}/delete/")]

    assert [answer.status_code for answer in answers] == [404, 404]
