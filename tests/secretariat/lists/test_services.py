"""Saved views: whose they are, with whom they are shared, and what the log tells of them."""

import pytest
from django.core.exceptions import PermissionDenied

from secretariat.audit.models import Event
from secretariat.errors import Refused
from secretariat.lists import queries, services
from secretariat.lists.models import SavedView
from secretariat.people.models import Department, PostKind
from secretariat.workflow import Outdated
from tests.supervision.factories import person

pytestmark = pytest.mark.django_db
LATE = {"list_name": "items", "query": "mark=late"}


@pytest.fixture
def people():
    one, other = Department.objects.create(name="督查室"), Department.objects.create(name="研究室")
    return {
        "officer": person(PostKind.SUPERVISOR, unit=one),
        "colleague": person(unit=one),
        "stranger": person(unit=other),
        "nobody": person(),
    }


def save(by, name="逾期的", shared="me", **facts):
    return services.save_view(by=by, name=name, shared=shared, **LATE | facts)


def seen(user):
    return [view.name for view in queries.views_of(user, "items")]


@pytest.mark.parametrize(
    ("shared", "who"),
    [("me", ["officer"]), ("unit", ["officer", "colleague"]), ("all", ["officer", "colleague", "stranger", "nobody"])],
)
def test_rule_46_a_view_is_seen_by_those_with_whom_it_is_shared(people, shared, who):
    save(people["officer"], shared=shared)

    assert [name for name, user in people.items() if seen(user)] == who


def test_ones_own_views_stand_before_those_of_others(people):
    save(people["officer"], "共享的", shared="all")
    save(people["stranger"], "二", order=2)
    save(people["stranger"], "一", order=1)

    assert seen(people["stranger"]) == ["一", "二", "共享的"]


@pytest.mark.parametrize(("who", "shared"), [("colleague", "all"), ("nobody", "unit"), ("stranger", "nonsense")])
def test_only_officers_and_planners_share_with_everybody(people, who, shared):
    with pytest.raises(PermissionDenied):
        save(people[who], shared=shared)

    assert not SavedView.objects.exists()


def test_a_name_is_given_once(people):
    save(people["officer"])
    save(people["stranger"])

    with pytest.raises(Refused) as caught:
        save(people["officer"])

    assert caught.value.field == "name" and SavedView.objects.count() == 2


def test_rule_50_a_marked_name_is_refused(people):
    with pytest.raises(Refused):
        save(people["officer"], "机密★1年")


def test_nobody_has_more_views_than_can_be_found_again(people, monkeypatch):
    monkeypatch.setattr(services, "MOST", 1)
    save(people["officer"])

    with pytest.raises(Refused):
        save(people["officer"], "又一个")


def test_a_view_is_renamed_shared_and_moved(people):
    view = save(people["officer"])

    services.change_view(view.pk, by=people["officer"], version=1, name="本室逾期", shared="unit", order=3)

    view.refresh_from_db()
    assert (view.name, view.shared, view.unit, view.order, view.version) == (
        "本室逾期", "unit", people["officer"].department, 3, 2,
    )  # fmt: skip


def test_a_view_changed_by_another_window_is_not_written_over(people):
    view = save(people["officer"])
    services.change_view(view.pk, by=people["officer"], version=1, name="甲", shared="me", order=0)

    with pytest.raises(Outdated):
        services.change_view(view.pk, by=people["officer"], version=1, name="乙", shared="me", order=0)


def test_nobody_changes_the_view_of_another(people):
    view = save(people["officer"], shared="all")

    with pytest.raises(PermissionDenied):
        services.delete_view(view.pk, by=people["stranger"])


def test_rule_47_a_deleted_view_is_logged_and_can_be_restored(people):
    view = save(people["officer"], shared="all")

    services.delete_view(view.pk, by=people["officer"])
    assert seen(people["stranger"]) == []

    services.restore_view(view.pk, by=people["nobody"])
    assert seen(people["stranger"]) == ["逾期的"]
    verbs = Event.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["view.saved", "view.deleted", "view.restored"]


def test_a_view_whose_name_was_given_again_is_not_restored(people):
    view = save(people["officer"])
    services.delete_view(view.pk, by=people["officer"])
    save(people["officer"])

    with pytest.raises(Refused):
        services.restore_view(view.pk, by=people["nobody"])
