"""Fonts: from the system, from packages, or named as missing."""

import os
import shutil
import subprocess

import pytest

from script.house import debian, fonts
from script.house.fonts import Face

FACE = Face("Kai, for tests", ("Kai-Regular.ttf", "Kai-Bold.ttf"), "no-such-package")


@pytest.fixture
def system(tmp_path):
    folder = tmp_path / "system" / "truetype"
    folder.mkdir(parents=True)
    for name in FACE.files:
        (folder / name).write_text(name)
    return tmp_path / "system"


def test_fonts_of_the_system_are_copied(system, tmp_path):
    fonts.provide(tmp_path / "fonts", faces=[FACE], system_folders=[system])

    assert FACE.missing_in(tmp_path / "fonts") == []


def test_missing_font_is_named_with_its_folder_and_tried_once_a_day(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("PATH", "")
    folder = tmp_path / "fonts"
    fonts.provide(folder, faces=[FACE], system_folders=[])
    said = capsys.readouterr().out
    fonts.provide(folder, faces=[FACE], system_folders=[])
    again = capsys.readouterr().out
    os.utime(folder / ".tried", (0, 0))
    fonts.provide(folder, faces=[FACE], system_folders=[])

    assert all(word in said for word in (*FACE.files, FACE.use, str(folder), "no apt-get"))
    assert (again, capsys.readouterr().out) == ("", said)


def test_complete_folder_is_left_alone(system):
    fonts.provide(system / "truetype", faces=[FACE], system_folders=[])

    assert not (system / "truetype" / ".tried").exists()


@pytest.mark.skipif(not shutil.which("dpkg-deb"), reason="dpkg-deb is missing")
def test_only_the_wanted_files_leave_a_package(system, tmp_path):
    (system / "DEBIAN").mkdir()
    (system / "DEBIAN" / "control").write_text(
        "Package: kai\nVersion: 1\nArchitecture: all\nMaintainer: nobody <nobody@localhost>\nDescription: test\n"
    )
    archive = tmp_path / "kai.deb"
    subprocess.run(["dpkg-deb", "--build", system, archive], check=True, capture_output=True)
    scratch, into = tmp_path / "scratch", tmp_path / "into"
    scratch.mkdir()
    into.mkdir()

    debian._extract(archive, {"Kai-Bold.ttf"}, scratch, into)

    assert [file.name for file in into.iterdir()] == ["Kai-Bold.ttf"]
