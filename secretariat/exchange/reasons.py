"""What is said of a cell that could not be read, or was read with a doubt: where it stands, what stands there, why."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from secretariat.workbooks.sheets import Cell

LONGEST = 40


@dataclass
class Reasons:
    """What is wrong with a row, cell by cell."""

    failures: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def fail(self, cell: Cell, expected: str) -> None:
        """The row stays out: what the cell should hold."""
        if not cell.text:
            said = _("%(cell)s: empty; expected: %(expected)s") % {"cell": address(cell), "expected": expected}
        else:
            facts = {"cell": address(cell), "words": _cut(cell), "expected": expected}
            said = _("%(cell)s: read “%(words)s”; expected: %(expected)s") % facts
        self.failures.append(said)

    def warn(self, cell: Cell, told: str) -> None:
        """The row is taken; a person should look at it."""
        self.warnings.append(self._told(cell, told))

    def refuse(self, cell: Cell, told: str) -> None:
        """The row stays out, for a reason that no other value of the cell would cure."""
        self.failures.append(self._told(cell, told))

    def _told(self, cell: Cell, told: str) -> str:
        if not cell.text:
            return _("%(cell)s: empty; %(told)s") % {"cell": address(cell), "told": told}
        return _("%(cell)s: read “%(words)s”; %(told)s") % {"cell": address(cell), "words": _cut(cell), "told": told}


def address(cell: Cell) -> str:
    """Where the cell stands; the row where the table has no such column."""
    return cell.address if cell.column else _("row %(n)d") % {"n": cell.row}


def _cut(cell: Cell) -> str:
    words = " ".join(cell.text.split())
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
