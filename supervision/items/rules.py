"""Who may take which step: the same keys as the tables of steps."""

from collections.abc import Callable
from typing import Any

from secretariat.people.models import PostKind
from secretariat.workflow import by_right_of
from supervision.items.models import Extension, SupervisionItem
from supervision.items.states import TAKEN_BACK, ItemState


def is_officer(user: Any, item: SupervisionItem) -> bool:
    return user.holds(PostKind.SUPERVISOR)


def may_draft(user: Any) -> bool:
    """Whether this person may open a draft that comes of no other record."""
    return bool(user.holds(PostKind.SUPERVISOR))


def is_leader(user: Any, item: SupervisionItem) -> bool:
    return user.holds(PostKind.SECRETARY_GENERAL, PostKind.DEPUTY)


def is_secretary_general(user: Any, item: SupervisionItem) -> bool:
    return user.holds(PostKind.SECRETARY_GENERAL)


def is_officer_or_leader(user: Any, item: SupervisionItem) -> bool:
    return is_officer(user, item) or is_leader(user, item)


def may_archive(user: Any) -> bool:
    """Whether this person may put a whole year into the archive."""
    return bool(user.holds(PostKind.SUPERVISOR))


def is_of_lead_unit(user: Any, item: SupervisionItem) -> bool:
    return user.department_id is not None and user.department_id == item.lead_id


def is_of_a_unit(user: Any, item: SupervisionItem) -> bool:
    """Of the lead unit or of a co-unit, whose reports go to the lead (rule 20)."""
    return is_of_lead_unit(user, item) or any(unit.pk == user.department_id for unit in item.co_units.all())


def reporting_unit(user: Any, item: SupervisionItem) -> int | None:
    """The id of the unit for which this person would report, as the step decides it; None where for none."""
    people = by_right_of(user, lambda person: is_of_a_unit(person, item), named=item.named)
    return people[0].department_id if people else None


def may_review(user: Any, item: SupervisionItem) -> bool:
    """Rule 27: whoever submitted the closing report, or had it submitted, does not review it, by nobody's right."""
    return is_officer(user, item) and user.hands.isdisjoint(item.submitters)


def took(step: str) -> Callable[[Any, SupervisionItem], bool]:
    """Whoever took this step, while it is the last one that anybody took."""

    def whoever_took_it(user: Any, item: SupervisionItem) -> bool:
        return item.last_step == step and item.last_step_by_id == user.pk

    return whoever_took_it


def may_ask_extension(user: Any, item: SupervisionItem) -> bool:
    return is_of_lead_unit(user, item) and item.due_on is not None


def may_decide_extension(user: Any, extension: Extension) -> bool:
    return is_leader(user, extension.item) and extension.item.state == ItemState.IN_PROGRESS


# fmt: off
MAY = {
    "edit":             is_officer,
    "submit":           is_officer,
    "discard":          is_officer,
    "file":             is_leader,
    "reject":           is_leader,
    "not_file":         is_leader,
    "dispatch":         is_officer,
    "acknowledge":      is_of_lead_unit,
    "object":           is_of_lead_unit,
    "uphold":           is_officer_or_leader,
    "reassign":         is_officer_or_leader,
    "report":           is_of_a_unit,
    "submit_closing":   is_of_lead_unit,
    "ask_extension":    may_ask_extension,
    "suspend":          is_officer_or_leader,
    "resume":           is_officer_or_leader,
    "pass":             may_review,
    "return":           may_review,
    "read_mark":        is_leader,
    "instruct":         is_leader,
    "sign_off":         is_officer,
    "archive":          is_officer,
    "split":            is_officer,
    "merge":            is_officer,
    "terminate":        is_secretary_general,
    "relapse":          is_officer,
    **{name: took(step) for name, step in TAKEN_BACK.items()},
}

MAY_EXTENSION = {
    "grant":            may_decide_extension,
    "refuse":           may_decide_extension,
}
# fmt: on
