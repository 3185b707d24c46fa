"""Index of the models of this app for Django; nothing is defined here."""

from supervision.bulletins.models import BulletinKind, FrozenPaper, Issue, Section
from supervision.items.models import Extension, Report, SupervisionItem

__all__ = ["BulletinKind", "Extension", "FrozenPaper", "Issue", "Report", "Section", "SupervisionItem"]
