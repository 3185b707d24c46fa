"""What the commands stand on: the files of the set-up, and the house whose data last."""

import os
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from script.house import assets, database, environment, fonts, postgres, services, translations
from script.house.environment import ROOT
from script.house.processes import Household


def prepare(*, with_fonts: bool = True) -> None:
    """What every command needs beside the virtual environment; quick when nothing has changed."""
    with environment.only_one(environment.SET_UP), ThreadPoolExecutor() as pool:
        # Fetching is mostly waiting.
        begun: list[Future[object]] = [
            pool.submit(assets.provide_vendor_files),
            pool.submit(translations.compile_catalogues, ROOT / "locale"),
        ]
        if with_fonts:
            begun.append(pool.submit(fonts.provide, environment.font_dir()))
        for done in begun:
            done.result()


@contextmanager
def lasting_house(household: Household, var: Path) -> Iterator[dict[str, str]]:
    """The database of VAR_DIR, migrated, and a broker; yields Django's environment and notes it for script/manage."""
    data = None if os.environ.get("DATABASE_URL") else postgres.lasting_data(var)
    with services.running(household, data=data, logs=var / "log") as servers:
        env = environment.for_django(secret=environment.secret_key(var), var=var, servers=servers)
        database.bring_up_to_date(env=env, data=data)
        with environment.noted(var / "servers.json", servers):
            yield env
