"""Who answers for a unit, and the table that the reader of names takes."""

import pytest

from secretariat.people import queries
from secretariat.people.models import DepartmentAlias, PostKind
from secretariat.people.names import Unit
from tests.secretariat.factories import UserFactory
from tests.supervision.factories import DepartmentFactory, person

pytestmark = pytest.mark.django_db


def test_units_for_the_reader_of_names():
    unit = DepartmentFactory(name="提案委员会", kind="专委会", order=3)
    DepartmentFactory(is_active=False)
    DepartmentAlias.objects.create(department=unit, name="提案委")

    assert queries.units() == [Unit("提案委员会", ("提案委",), "专委会", 3)]


def test_whoever_only_administers_is_not_to_be_chosen_unless_chosen_already():
    unit = DepartmentFactory()
    staff, planner = person(unit=unit), person(PostKind.ADMINISTRATOR, PostKind.PLANNER, unit=unit)
    administrator, root = person(PostKind.ADMINISTRATOR, unit=unit), person(is_superuser=True)
    person(unit=unit, is_active=False)

    assert set(queries.people_to_choose()) == {staff, planner}
    assert set(queries.people_to_choose(root.pk, None)) == {staff, planner, root}
    assert administrator not in queries.people_to_choose()


def test_units_take_two_queries(django_assert_num_queries):
    for _ in range(3):
        DepartmentFactory()

    with django_assert_num_queries(2):
        queries.units()


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("提案委员会", "提案委员会"),
        ("提案委", "提案委员会"),
        ("市政协提案委", "提案委员会"),
        ("信息处", "信息技术处"),
        ("信技", "信息技术处"),
        ("市司法局、提案委", "提案委员会"),
        ("信息处和提案委", "信息技术处"),
        ("市司法局", None),
        ("", None),
    ],
)
def test_a_unit_is_found_as_papers_name_it(words, name, django_assert_num_queries):
    for unit, short, alias in (("提案委员会", "", "提案委"), ("信息技术处", "信技", "信息处")):
        row = DepartmentFactory(name=unit, short_name=short)
        DepartmentAlias.objects.create(department=row, name=alias)
    DepartmentFactory(name="市司法局", is_active=False)

    with django_assert_num_queries(2):
        found = queries.unit_finder()(words)

    assert (found.name if found else None) == name


def test_heads_of_a_unit_are_its_active_heads():
    unit = DepartmentFactory()
    head = person(PostKind.HEAD, unit=unit)
    person(PostKind.HEAD, unit=unit, is_active=False)
    person(unit=unit)

    assert queries.heads_of(unit.pk) == [head]


def test_a_unit_without_head_answers_as_a_whole():
    unit = DepartmentFactory()
    staff = person(unit=unit)
    person(unit=unit, is_active=False)

    assert queries.heads_of(unit.pk) == [staff]


def test_heads_of_several_units_come_unit_by_unit_and_each_once(django_assert_num_queries):
    first, second = DepartmentFactory.create_batch(2)
    both, one = person(PostKind.HEAD, unit=second), person(PostKind.HEAD, unit=first)
    both.posts.create(kind=PostKind.HEAD, department=first)

    with django_assert_num_queries(1):
        assert queries.heads_of(second.pk, first.pk) == [both, one]
    assert queries.heads_of() == []


def test_overseers_of_a_unit_else_the_secretary_general():
    unit, other = DepartmentFactory(), DepartmentFactory()
    deputy, leader = person(PostKind.DEPUTY, oversees=[unit]), person(PostKind.SECRETARY_GENERAL)

    assert (queries.overseers_of(unit.pk), queries.overseers_of(other.pk)) == ([deputy], [leader])


def test_holders_are_named_once():
    both = person(PostKind.SUPERVISOR, PostKind.PLANNER)

    assert queries.holders(PostKind.SUPERVISOR, PostKind.PLANNER) == [both]


def test_directory_knows_everybody_in_one_query(django_assert_num_queries):
    unit, other = DepartmentFactory(), DepartmentFactory()
    head, deputy = person(PostKind.HEAD, unit=unit), person(PostKind.DEPUTY, oversees=[unit])
    leader = person(PostKind.SECRETARY_GENERAL)
    person(PostKind.HEAD, unit=other, is_active=False)

    with django_assert_num_queries(1):
        found = queries.directory()

    assert (dict(found.heads), found.secretary_general) == ({unit.pk: [head.pk]}, [leader.pk])
    assert (found.overseers_of(unit.pk), found.overseers_of(other.pk)) == ([deputy.pk], [leader.pk])


def test_whoever_has_every_right_administers_before_any_post_is_entered(db):
    first = UserFactory(is_superuser=True)

    assert (queries.holders(PostKind.ADMINISTRATOR), first.holds(PostKind.ADMINISTRATOR)) == ([first], True)
    assert (first.title, queries.holders(PostKind.AUDITOR)) == ("管理员", [])


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("秘书长", "周秘书"),
        ("分管副秘书长", "李副"),
        ("王副", "王副"),
        ("李副、王副", None),
        ("主席", None),
        ("副秘书长", None),
        ("职员", None),
        ("", None),
    ],
)
def test_a_leader_is_known_by_name_or_post(words, meant):
    unit = DepartmentFactory()
    person(PostKind.SECRETARY_GENERAL, name="周秘书")
    person(PostKind.DEPUTY, name="李副", oversees=[unit])
    person(PostKind.DEPUTY, name="王副")
    person(name="职员")

    found = queries.leader_named(words, unit_id=unit.pk)

    assert (found and found.name) == meant


def test_the_deputy_of_a_unit_that_nobody_oversees_is_nobody():
    person(PostKind.SECRETARY_GENERAL)

    assert queries.leader_named("分管副秘书长", unit_id=DepartmentFactory().pk) is None
