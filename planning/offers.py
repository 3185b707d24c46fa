"""Index of the answers of planning; loading it registers them."""

from planning.arrangements import offers as arrangements
from planning.consultations import offers as consultations
from planning.meetings import offers as meetings
from planning.plans import offers as plans

__all__ = ["arrangements", "consultations", "meetings", "plans"]
