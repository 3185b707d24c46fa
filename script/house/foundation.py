"""What the commands stand on: the files of the set-up, and the house whose data last."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from script.house import assets, database, environment, fonts, postgres, services, translations
from script.house.environment import ROOT
from script.house.processes import Household


def prepare(*, with_fonts: bool = True) -> None:
    """What every command needs beside the virtual environment; quick when nothing has changed."""
    # Two commands at once in one folder must not write the same files.
    with environment.only_one(ROOT / ".venv" / "set-up.lock"):
        assets.provide_vendor_files()
        translations.compile_catalogues(ROOT / "locale")
        if with_fonts:
            fonts.provide(environment.font_dir())


@contextmanager
def lasting_house(household: Household, var: Path) -> Iterator[dict[str, str]]:
    """The database of VAR_DIR, migrated, and a broker; yields Django's environment and notes it for script/manage."""
    data = None if os.environ.get("DATABASE_URL") else postgres.lasting_data(var)
    with services.running(household, data=data, logs=var / "log") as servers:
        env = environment.for_django(secret=environment.secret_key(var), var=var, servers=servers)
        database.bring_up_to_date(env=env, data=data)
        with environment.noted(var / "servers.json", servers):
            yield env
