"""What a machine has told pip is heeded by uv."""

import hashlib
import venv
import zipfile

import pytest

from script.house import packages
from script.house.environment import BIN

NAME = "thing-1.0-py3-none-any.whl"


@pytest.fixture
def shelf(tmp_path):
    """A folder with one wheel, which no index has."""
    (folder := tmp_path / "shelf").mkdir()
    with zipfile.ZipFile(folder / NAME, "w") as wheel:
        wheel.writestr("thing.py", "")
        wheel.writestr("thing-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr("thing-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: thing\nVersion: 1.0\n")
        wheel.writestr("thing-1.0.dist-info/RECORD", "thing.py,,\n")
    return folder


@pytest.mark.parametrize(
    ("said", "understood"),
    [
        ("", ""),
        ("global.index-url='https://a.example/simple'", "--default-index https://a.example/simple"),
        (
            ":env:.index-url='https://env.example'\nglobal.index-url='https://file.example'\n"
            "install.index-url='https://install.example'",
            "--default-index https://env.example",
        ),
        (
            r"global.extra-index-url='\nhttps://a.example\nhttps://b.example'",
            "--index https://a.example --index https://b.example",
        ),
        (":env:.find-links='/a /b'\n:env:.no-index='1'", "--find-links /a --find-links /b --no-index"),
        ("global.timeout='60'\nno setting\nglobal.index-url=''\nglobal.no-index='false'", ""),
    ],
)
def test_words_of_pip_are_told_to_uv(said, understood):
    assert packages.in_words_of_uv(said.splitlines()) == understood.split()


@pytest.mark.skipif(not (BIN / "uv").exists(), reason="there is no uv for this machine, and pip is used")
@pytest.mark.parametrize("spoiled", [False, True])
def test_what_the_lock_pins_is_fetched_from_where_pip_would_look_and_nothing_else_is(
    shelf, tmp_path, monkeypatch, spoiled
):
    monkeypatch.setenv("UV_CACHE_DIR", str(tmp_path / "cache"))
    venv.create(tmp_path / "venv")
    digest = hashlib.sha256((shelf / NAME).read_bytes() + b"x" * spoiled).hexdigest()
    lock = tmp_path / "requirements.lock"
    lock.write_text(f"thing==1.0 --hash=sha256:{digest}\n")
    said = [f"global.find-links='{shelf}'", "global.no-index='true'"]

    code = packages.install(lock, said, into=tmp_path / "venv" / "bin" / "python")

    found = [file.name for file in tmp_path.glob("venv/lib/*/site-packages/*")]
    assert (code == 0, "thing.py" in found) == (not spoiled, not spoiled)
