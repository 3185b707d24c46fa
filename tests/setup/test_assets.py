"""Third-party style sheets and scripts."""

import json
import re
import subprocess
import tarfile
from contextlib import nullcontext

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command

from script.house import assets
from script.house.environment import ROOT, SetUpError

WANTED = json.loads((ROOT / "package.json").read_text())["dependencies"]


@pytest.mark.parametrize(
    ("content", "served"),
    [
        (b"a{}\n/*# sourceMappingURL=a.min.css.map */", b"a{}\n"),
        (b"a();\n//# sourceMappingURL=a.min.js.map\n", b"a();\n\n"),
        (b"a();//# sourceMappingURL=a.js.map", b"a();"),
        (b"a{} /*# sourceMappingURL=a.map */ b{}", b"a{}  b{}"),
        (b"// a map of sources\n", b"// a map of sources\n"),
    ],
)
def test_source_map_links_are_taken_out(content, served):
    assert assets.without_source_map(content) == served


def test_versions_are_pinned_and_the_lock_names_no_registry():
    locked = json.loads((ROOT / "package-lock.json").read_text())["packages"]

    assert {name: locked[f"node_modules/{name}"]["version"] for name in WANTED} == WANTED
    assert [name for name, package in locked.items() if "resolved" in package] == []


def test_every_served_file_comes_from_a_locked_package():
    assert [source for source in assets.SERVED.values() if not source.startswith(tuple(WANTED))] == []


def test_vendor_files_are_there_and_not_fetched_again():
    assert assets.provide_vendor_files() is False


@pytest.mark.parametrize(("digest", "refused"), [("sha512-locked", ""), ("sha512-other", "@tabler/core")])
def test_what_npm_fetches_is_what_is_locked_and_only_what_is_served_is_unpacked(tmp_path, monkeypatch, digest, refused):
    packages = {name: [source for source in assets.SERVED.values() if source.startswith(name)] for name in WANTED}
    for name, sources in packages.items():
        with tarfile.open(tmp_path / f"{name.strip('@').replace('/', '-')}.tgz", "w:gz") as tar:
            for member in ["package/package.json", *(source.replace(name, "package", 1) for source in sources)]:
                tar.addfile(tarfile.TarInfo(member))
    said = [{"name": name, "filename": f"{name}.tgz", "integrity": "sha512-locked"} for name in packages]
    said[0]["integrity"] = digest
    (tmp_path / "said.json").write_text(json.dumps(said))
    locked = {f"node_modules/{name}": {"version": "1.0.0", "integrity": "sha512-locked"} for name in packages}
    (tmp_path / "package-lock.json").write_text(json.dumps({"packages": locked | {"": {"dependencies": packages}}}))
    # As npm is called: pack --json --silent --pack-destination FOLDER NAMES
    npm = tmp_path / "npm"
    npm.write_text('#!/bin/sh\ncp *.tgz "$5" && cat said.json\n')
    npm.chmod(0o755)
    monkeypatch.setattr(assets, "_npm", lambda: [str(npm)])

    with pytest.raises(SetUpError, match=refused) if refused else nullcontext():
        assets.provide_vendor_files(root=tmp_path, vendor=tmp_path / "vendor")

    there = sorted(file.name for file in tmp_path.glob("vendor/*"))
    assert there == ([] if refused else sorted([".stamp", *assets.SERVED]))


def test_npm_of_the_wheel_runs_where_the_system_has_no_node(monkeypatch):
    monkeypatch.setenv("PATH", "")

    said = subprocess.run([*assets._npm(), "--version"], capture_output=True, text=True)

    assert (said.returncode, said.stdout.count(".")) == (0, 2)


def test_every_static_file_of_a_template_is_there():
    texts = "".join(path.read_text() for path in (ROOT / "templates").rglob("*.html"))
    names = set(re.findall(r"""(?:{% static ['"]|{% get_static_prefix %})([^'"{}]+)""", texts))

    assert {name for name in names if not finders.find(name)} == set()


def test_all_static_files_pass_the_manifest(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    }

    call_command("collectstatic", interactive=False, verbosity=0)

    names = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    assert {f"vendor/{name}" for name in assets.SERVED} <= names.keys()
