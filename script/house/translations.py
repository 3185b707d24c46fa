"""Catalogues compiled without the gettext tools."""

from pathlib import Path

import polib  # type: ignore[import-untyped]


def compile_catalogues(locale: Path) -> int:
    """Compile every .po below the folder that is newer than its .mo; returns how many."""
    stale = [po for po in locale.rglob("*.po") if _is_stale(po, po.with_suffix(".mo"))]
    for po in stale:
        part = po.with_suffix(".mo.part")
        polib.pofile(str(po)).save_as_mofile(str(part))
        part.replace(po.with_suffix(".mo"))
    return len(stale)


def _is_stale(po: Path, mo: Path) -> bool:
    return not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime
