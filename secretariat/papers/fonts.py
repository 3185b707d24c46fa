"""The faces of the pdf: which families are in the folder, which face another one stands in for."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import gettext as _

from secretariat.errors import Refused


@dataclass(frozen=True)
class Face:
    """One face of an official paper: its names in Word, and the families that show it in the pdf, best first.

    The first `own` families are the face itself, any later one stands in for it.
    """

    office: str
    alternate: str
    families: tuple[str, ...]
    own: int
    weight: int = 400
    stand_in_weight: int = 400


@dataclass(frozen=True)
class StandIn:
    """The family that is used in the place of a face which the folder lacks."""

    face: str
    family: str


_FILE: dict[str, Any] = tomllib.loads((Path(__file__).parent / "fonts.toml").read_text(encoding="utf-8"))
FACES = {role: Face(**{**face, "families": tuple(face["families"])}) for role, face in _FILE["faces"].items()}
RESCUE: tuple[str, ...] = tuple(_FILE["rescue"])


def font_files(font_dir: Path) -> tuple[str, ...]:
    """Return the font files in the folder and below it."""
    endings = {".otf", ".ttf", ".ttc", ".otc"}
    return tuple(sorted(str(path) for path in font_dir.rglob("*") if path.suffix.lower() in endings))


def installed_families(font_dir: Path) -> frozenset[str]:
    """Return the families in the folder; neither the system's nor the compiler's own fonts count."""
    files = font_files(font_dir)
    return _families(font_dir, files) if files else frozenset()


@lru_cache(maxsize=2)
def _families(font_dir: Path, files: tuple[str, ...]) -> frozenset[str]:
    # The files are part of the key, as they are for the compiler: reading them all takes as long as a page.
    assert files
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(font_dir)])
    return frozenset(fonts.families())


def chosen_families(face: Face, installed: frozenset[str]) -> tuple[str, ...]:
    """Return the families to set a face in: the best first, then those that lend the characters it lacks."""
    return tuple(dict.fromkeys(family for family in (*face.families, *RESCUE) if family in installed))


def missing_fonts(font_dir: Path) -> list[str]:
    """Return the office names of the faces for which the folder holds no family of their own, in the file's order."""
    installed = installed_families(font_dir)
    return [face.office for face in FACES.values() if not installed.intersection(face.families[: face.own])]


def stand_ins(font_dir: Path) -> tuple[StandIn, ...]:
    """Return the missing faces with the family used for each, for the preview; empty without any Chinese font."""
    installed = installed_families(font_dir)
    pairs = ((face, chosen_families(face, installed)) for face in FACES.values())
    return tuple(
        StandIn(face.office, families[0])
        for face, families in pairs
        if families and families[0] not in face.families[: face.own]
    )


def require_fonts(font_dir: Path) -> frozenset[str]:
    """Return the families in the folder; refuse when none of them is Chinese: a pdf of empty boxes helps nobody."""
    installed = installed_families(font_dir)
    if not any(chosen_families(face, installed) for face in FACES.values()):
        raise Refused(
            _("No PDF: there is no Chinese font in %(folder)s. Take the Word file, or have fonts put there.")
            % {"folder": font_dir}
        )
    return installed


def typesetting(installed: frozenset[str]) -> dict[str, dict[str, object]]:
    """Return families and weight per face as the template wants them."""
    chosen = {role: chosen_families(face, installed) for role, face in FACES.items()}
    return {
        role: {
            "families": list(families),
            "weight": _weight(FACES[role], families[0]),
        }
        for role, families in chosen.items()
    }


def _weight(face: Face, family: str) -> int:
    return face.weight if family in face.families[: face.own] else face.stand_in_weight
