"""Who may see the pages that belong to no drawer."""

from typing import Any

from secretariat.people.models import PostKind

SEES_DASHBOARD = (
    PostKind.SECRETARY_GENERAL,
    PostKind.DEPUTY,
    PostKind.SUPERVISOR,
    PostKind.AUDITOR,
    PostKind.ADMINISTRATOR,
)


def sees_dashboard(user: Any) -> bool:
    return bool(user.acts_as(*SEES_DASHBOARD))
