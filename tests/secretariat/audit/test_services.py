"""Rule 19: events are written with their change, in its transaction, and read as the history of a record."""

import pytest

from secretariat.audit import services
from secretariat.audit.models import Event
from secretariat.people.models import Department
from tests.secretariat.factories import UserFactory


@pytest.fixture
def unit(db):
    return Department.objects.create(name="提案委员会")


@pytest.mark.django_db
def test_event_holds_who_did_what_to_which_record(unit):
    anna, bert = UserFactory(name="安"), UserFactory(name="贝")

    services.record(
        actor=anna, behalf=bert, verb="unit.moved", subject=unit, before="a", after="b", note="因为", order=3
    )

    event = Event.objects.get()
    assert (event.actor, event.behalf, event.verb, event.subject) == (anna, bert, "unit.moved", unit)
    assert (event.before, event.after, event.note, event.label, event.data) == (
        "a",
        "b",
        "因为",
        "提案委员会",
        {"order": 3},
    )


@pytest.mark.django_db
def test_the_system_itself_is_nobody(unit):
    assert services.record(actor=None, verb="unit.kept", subject=unit).actor is None


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_a_mistake():
    unit = Department.objects.create(name="提案委员会")

    with pytest.raises(RuntimeError):
        services.record(actor=None, verb="unit.kept", subject=unit)

    assert not Event.objects.exists()


@pytest.mark.django_db
def test_history_of_a_record_holds_its_parts_newest_first(unit):
    other = Department.objects.create(name="研究室")
    services.record(actor=None, verb="unit.added", subject=unit)
    services.record(actor=None, verb="unit.renamed", subject=other)
    services.record(actor=None, verb="alias.added", subject=other, whole=unit)

    assert [event.verb for event in Event.objects.about(unit)] == ["alias.added", "unit.added"]


@pytest.mark.django_db
def test_history_of_several_records_at_once(unit):
    other = Department.objects.create(name="研究室")
    services.record(actor=None, verb="unit.added", subject=unit)
    services.record(actor=None, verb="unit.renamed", subject=other)

    assert Event.objects.about(unit, other).count() == 2
    assert Event.objects.about().count() == 0


@pytest.mark.django_db
def test_a_long_name_is_cut_to_its_column():
    unit = Department.objects.create(name="甲" * 60)
    unit.name = "甲" * 300

    assert len(services.record(actor=None, verb="unit.added", subject=unit).label) == 200


@pytest.mark.django_db
def test_an_event_reads_as_a_line(unit):
    event = services.record(actor=None, verb="unit.added", subject=unit)

    assert str(event).endswith("unit.added 提案委员会")
