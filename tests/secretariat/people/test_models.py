"""People, their posts and titles."""

import pytest
from django.db import IntegrityError

from secretariat.people.models import Department, Post, PostKind, User
from tests.secretariat.factories import UserFactory
from tests.supervision.factories import DepartmentFactory, person

pytestmark = pytest.mark.django_db


def test_a_person_holds_posts():
    user = person(PostKind.HEAD, PostKind.SUPERVISOR, unit=DepartmentFactory())

    assert user.holds(PostKind.SUPERVISOR) and user.holds(PostKind.DEPUTY, PostKind.HEAD)
    assert not user.holds(PostKind.DEPUTY) and not user.holds()


def test_heads_and_overseen_units():
    unit, other = DepartmentFactory(), DepartmentFactory()
    head, deputy = person(PostKind.HEAD, unit=unit), person(PostKind.DEPUTY, oversees=[unit, other])

    assert (head.heads, head.overseen) == ({unit.pk}, frozenset())
    assert (deputy.heads, deputy.overseen) == (frozenset(), {unit.pk, other.pk})


def test_posts_are_asked_for_once(django_assert_num_queries):
    user = User.objects.get(pk=person(PostKind.SUPERVISOR).pk)

    with django_assert_num_queries(1):
        assert user.holds(PostKind.SUPERVISOR) and not user.holds(PostKind.PLANNER) and user.heads == frozenset()


@pytest.mark.parametrize(
    ("kinds", "title"),
    [
        ([PostKind.SECRETARY_GENERAL, PostKind.HEAD], "秘书长"),
        ([PostKind.DEPUTY], "副秘书长"),
        ([PostKind.SUPERVISOR, PostKind.HEAD], "督查专员"),
        ([PostKind.HEAD], "提案委"),
        ([], "提案委"),
    ],
)
def test_title_is_the_highest_post_else_the_unit(kinds, title):
    assert person(*kinds, unit=DepartmentFactory(name="提案委员会", short_name="提案委")).title == title


def test_somebody_without_post_and_unit_has_no_title():
    assert person().title == ""


def test_a_person_is_called_by_name_else_by_log_in():
    assert (str(UserFactory(name="张三")), str(UserFactory(name="", username="z3"))) == ("张三", "z3")
    assert UserFactory(name="李四").get_full_name() == UserFactory(name="李四").get_short_name() == "李四"


def test_a_unit_has_a_name_for_narrow_columns():
    assert (Department(name="提案委员会").short, Department(name="提案委员会", short_name="提案委").short) == (
        "提案委员会",
        "提案委",
    )


def test_a_post_is_held_once():
    user = person(PostKind.SUPERVISOR)

    with pytest.raises(IntegrityError, match="post_once"):
        Post.objects.create(user=user, kind=PostKind.SUPERVISOR)


def test_a_head_heads_a_unit():
    with pytest.raises(IntegrityError, match="post_head_of_a_unit"):
        Post.objects.create(user=person(), kind=PostKind.HEAD)


def test_a_post_is_of_a_known_kind():
    with pytest.raises(IntegrityError, match="post_kind_known"):
        Post.objects.create(user=person(), kind="emperor")


def test_units_stand_in_the_order_of_the_organisation():
    last, first = DepartmentFactory(order=9), DepartmentFactory(order=1)

    assert list(Department.objects.all()) == [first, last]
