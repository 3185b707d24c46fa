"""What the events of plans are called, and that their sheets can come in."""

from planning.plans import importing
from planning.plans.verbs import GROUPS, VERBS
from secretariat.audit.labels import register_all, register_group

__all__ = ["importing"]

for prefix, label in GROUPS.items():
    register_group(prefix, label)
register_all(VERBS)
