"""Measures the house on throw-away data: `script/bench ledger`, `script/bench sweep`."""

import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from script.house import assets, database, environment, foundation, services
from script.house.environment import ROOT, SetUpError
from script.house.processes import Household, stop_on_signals


def main() -> int:
    """Set up, then run manage.py bench with this command's arguments."""
    stop_on_signals()
    try:
        return run(sys.argv[1:])
    except KeyboardInterrupt:
        return 130
    except SetUpError as error:
        print(error, file=sys.stderr)
        return 1


def run(arguments: Sequence[str]) -> int:
    """Start a database and a broker for this one run; what DATABASE_URL names is never filled with made-up rows."""
    foundation.prepare(with_fonts=False)
    var = Path(tempfile.mkdtemp(prefix="secretariat-bench-"))
    try:
        with services.running(Household(), data=None, logs=var / "log", own=True) as servers:
            env = environment.for_django(secret=secrets.token_urlsafe(50), var=var, servers=servers)
            database.bring_up_to_date(env=env, data=None)
            # The pages name their files by the digests that this writes down.
            assets.collect(env=env, var=var)
            return subprocess.run([sys.executable, "manage.py", "bench", *arguments], cwd=ROOT, env=env).returncode
    finally:
        shutil.rmtree(var, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
