"""Lists of guests, as plain rows: who is added, in which order, and how a list is counted."""

from types import SimpleNamespace

from planning.meetings.guests import Wanted, in_order, roll_of, rows_for
from planning.meetings.models import Attendance, Meeting
from secretariat.people.models import Department, User

OFFICE, LAND = Department(pk=1, name="秘书处", order=10), Department(pk=2, name="农业委", order=20)
CHEN, LUO = User(pk=11, name="陈国栋", pinyin="chen", department=OFFICE), User(pk=12, name="罗建平", pinyin="luo")
MEETING = Meeting(pk=7)


def seated(*wanted, heads=None, stored=()):
    rows = rows_for(MEETING, in_order(wanted, [12]), heads or {}, stored)
    return [(row.kind, row.words, row.unit_id) for row in rows]


def test_participants_come_before_observers_and_people_before_units_and_names():
    unit, outside = Wanted("present", unit=LAND), Wanted("present", name="王教授")

    assert seated(Wanted("observer", person=CHEN), outside, unit, Wanted("present", person=LUO)) == [
        ("present", "罗建平", None),
        ("present", "农业委", 2),
        ("present", "王教授", None),
        ("observer", "陈国栋", None),
    ]


def test_leaders_come_first_whatever_their_unit():
    both = Wanted("present", person=CHEN), Wanted("present", person=LUO)

    assert [one.person.name for one in in_order(both, [12, 11])] == ["罗建平", "陈国栋"]
    assert [one.person.name for one in in_order(both, [11, 12])] == ["陈国栋", "罗建平"]


def test_a_unit_sends_its_one_head_unless_that_one_comes_anyway():
    one, two = {2: [12]}, {2: [11, 12]}
    rows = {
        "one head": [row.person_id for row in rows_for(MEETING, [Wanted("present", unit=LAND)], one, [])],
        "two heads": [row.person_id for row in rows_for(MEETING, [Wanted("present", unit=LAND)], two, [])],
        "comes anyway": [
            row.person_id
            for row in rows_for(MEETING, [Wanted("present", unit=LAND), Wanted("present", person=LUO)], one, [])
        ],
    }

    assert rows == {"one head": [12], "two heads": [None], "comes anyway": [None, 12]}


def test_whoever_is_on_the_list_is_not_added_twice():
    stored = [Attendance(person=LUO, unit=LAND), Attendance(name="王教授")]

    assert seated(Wanted("present", unit=LAND), Wanted("present", person=LUO), stored=stored) == []
    assert seated(Wanted("observer", name="王教授"), stored=stored) == []


def test_a_roll_counts_who_is_expected_on_leave_and_came():
    facts = [("present", "expected", True), ("present", "asked", False), ("observer", "expected", None)]
    facts += [("observer", "leave", False)]
    roll = roll_of([SimpleNamespace(kind=kind, state=state, came=came) for kind, state, came in facts])

    assert (len(roll.present), len(roll.observers), len(roll.leave)) == (2, 1, 1)
    assert (roll.expected, roll.asked, roll.came, roll.is_noted) == (4, 1, 1, True)
