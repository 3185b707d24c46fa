"""Django's command line on the data of script/server, whether that runs or not: `script/manage workdays add …`."""

import contextlib
import json
import subprocess
import sys
from pathlib import Path

from script.house import environment, foundation
from script.house.environment import ROOT, Servers, SetUpError
from script.house.processes import Household, stop_on_signals


def main() -> int:
    """Run manage.py with this command's arguments; nothing but its own output goes to stdout."""
    stop_on_signals()
    try:
        return run(environment.var_dir(), sys.argv[1:])
    except KeyboardInterrupt:
        return 130
    except SetUpError as error:
        print(error, file=sys.stderr)
        return 1


def run(var: Path, arguments: list[str]) -> int:
    """Use the servers that script/server started; when it does not run, start them for this one command."""
    with contextlib.ExitStack() as stack:
        with contextlib.redirect_stdout(sys.stderr):
            env = _running(var) or _started(var, stack)
        return subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=env).returncode


def _running(var: Path) -> dict[str, str] | None:
    try:
        with environment.only_one(var / "server.lock", or_else="It runs."):
            return None
    except SetUpError:
        file = var / "servers.json"
        if not file.exists():
            raise SetUpError("The house is just starting; try again when it has said its address.") from None
        servers = Servers(**json.loads(file.read_text()))
        return environment.for_django(secret=environment.secret_key(var), var=var, servers=servers)


def _started(var: Path, stack: contextlib.ExitStack) -> dict[str, str]:
    stack.enter_context(environment.only_one(var / "server.lock", or_else="The house is just starting; try again."))
    foundation.prepare()
    return stack.enter_context(foundation.lasting_house(Household(), var))


if __name__ == "__main__":
    sys.exit(main())
