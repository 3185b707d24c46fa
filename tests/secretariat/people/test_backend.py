"""The person behind a request comes with unit and posts in one query."""

import pytest
from django.utils import timezone

from secretariat.people.backend import PeopleBackend
from secretariat.people.models import PostKind
from tests.supervision.factories import DepartmentFactory, person

pytestmark = pytest.mark.django_db


def test_a_person_comes_with_unit_and_posts(django_assert_num_queries):
    unit = DepartmentFactory()
    pk = person(PostKind.HEAD, PostKind.SUPERVISOR, unit=unit).pk

    with django_assert_num_queries(1):
        user = PeopleBackend().get_user(pk)
        known = (user.department, user.heads, user.post_kinds)

    assert known == (unit, {unit.pk}, {"head", "supervisor"})


def test_every_field_of_the_person_is_read():
    kept = person(PostKind.HEAD, unit=DepartmentFactory(), last_login=timezone.now())

    read = PeopleBackend().get_user(kept.pk)

    assert {field.name: getattr(read, field.attname) for field in kept._meta.concrete_fields} == {
        field.name: getattr(kept, field.attname) for field in kept._meta.concrete_fields
    }


def test_somebody_without_posts_holds_none(django_assert_num_queries):
    pk = person().pk

    with django_assert_num_queries(1):
        assert PeopleBackend().get_user(pk).post_kinds == frozenset()


def test_who_has_left_is_nobody():
    assert PeopleBackend().get_user(person(is_active=False).pk) is None
    assert PeopleBackend().get_user(0) is None
