"""What urging puts before people in their work."""

from datetime import date

from secretariat.people.models import Acting
from supervision.urging.offers import slips_to_answer
from tests.supervision.factories import SlipFactory, person

DAY = date(2026, 10, 13)


def test_whoever_acts_for_somebody_reads_whose_unit_received_the_slip(cast, item):
    SlipFactory(item=item)
    taker = person(unit=cast.co_unit)
    taker.acting = (Acting(cast.head, DAY, DAY),)

    whys = [[line.why for line in slips_to_answer(user=user, on=DAY, calendar=None)] for user in (cast.head, taker)]
    named = f"{cast.lead.short}收到督办单，您正在代{cast.head.name}办理"
    assert whys == [["本单位收到督办单"], [named]]
