"""What a restore found, as lines to be read."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from secretariat.management.backup.content import Table
from secretariat.management.backup.drill import Result


def lines(result: Result) -> Iterator[str]:
    """A line per table with rows and digest as said and as found, then whatever else is wrong."""
    width = max((len(line.table) for line in result.lines), default=0)
    if result.lines:
        yield f"{_('table'):<{width}}  {_('rows and digest of the backup')}  {_('of the restored database')}"
    for line in result.lines:
        verdict = _("same") if line.is_same else _("DIFFERS")
        yield f"{line.table:<{width}}  {_shown(line.said)}  {_shown(line.found)}  {verdict}"
    yield from result.wrong


def _shown(table: Table | None) -> str:
    return f"{table.rows:>9} {table.digest[:12]:>12}" if table else f"{'-':>9} {'-':>12}"
