"""Whose unit is meant: a person's own, or that of somebody for whom they act; said to them in one way everywhere."""

from typing import Any

from django.utils.translation import gettext as _

from secretariat.people.models import Department, User


def giver_in(user: Any, unit_id: int | None) -> User | None:
    """For whom of a unit `user` acts; None where the unit is their own, or nobody's of theirs."""
    if unit_id is None or unit_id == user.department_id:
        return None
    found: User | None = next((person for person in user.capacities if person.department_id == unit_id), None)
    return found


def unit_leads(user: Any, unit: Department) -> str:
    """Why a matter is put before `user`: a unit of theirs has the lead."""
    own, others = _("Your unit has the lead."), _("%(unit)s has the lead; you act for %(name)s.")
    return of_unit(user, unit, own, others)


def unit_takes_part(user: Any, unit: Department) -> str:
    """Why a matter is put before `user`: a unit of theirs takes part."""
    own, others = _("Your unit takes part."), _("%(unit)s takes part; you act for %(name)s.")
    return of_unit(user, unit, own, others)


def of_unit(user: Any, unit: Department, own: str, others: str) -> str:
    """`own` for the unit of `user`; `others` where they act for somebody of it, with the %(unit)s and that %(name)s."""
    giver = giver_in(user, unit.pk)
    return others % {"unit": unit.short, "name": giver.name} if giver else own
