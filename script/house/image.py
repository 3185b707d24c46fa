"""What the image of production is built from: vendor files, catalogues, fonts, static files; all or nothing."""

import os
import subprocess
import sys

from script.house import assets, environment, fonts, translations
from script.house.environment import ROOT, SetUpError

# collectstatic reads the settings, and asks none of these.
NOBODY = {
    "SECRET_KEY": "only while the image is built",
    "DATABASE_URL": "postgres://build",
    "REDIS_URL": "redis://build",
}


def main() -> int:
    """Prepare everything below ROOT, FONT_DIR and VAR_DIR; exit code 1 with the reason if anything is missing."""
    try:
        assets.provide_vendor_files()
        translations.compile_catalogues(ROOT / "locale")
        fonts.provide(environment.font_dir())
        refuse_missing_fonts()
        collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"]
        subprocess.run(collect, cwd=ROOT, env=os.environ | NOBODY, check=True)
    except SetUpError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def refuse_missing_fonts() -> None:
    """An office that prints papers shall not find out in production that a face is a stand-in."""
    if missing := [name for face in fonts.FACES for name in face.missing_in(environment.font_dir())]:
        raise SetUpError(f"Fonts are missing: {', '.join(missing)}.")


if __name__ == "__main__":
    sys.exit(main())
