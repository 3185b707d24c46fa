"""Fills .venv with what a lock pins, by uv, which takes a third of pip's time.

uv reads nothing of what a machine has told pip, which may be the only index that it reaches: so that is handed on. What
`pip config list` says is read from standard input.
"""

import ast
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from script.house.environment import BIN

# How a word of pip is called by uv, and what stands between several of them there.
WORDS = {
    "index-url": ("UV_DEFAULT_INDEX", " "),
    "extra-index-url": ("UV_INDEX", " "),
    "find-links": ("UV_FIND_LINKS", ","),
    "no-index": ("UV_NO_INDEX", " "),
    "trusted-host": ("UV_INSECURE_HOST", " "),
    "proxy": ("ALL_PROXY", " "),
    "cert": ("SSL_CERT_FILE", " "),
}
# As pip has it: the environment before a command's own section, that before the common one.
SECTIONS = ("global.", "install.", ":env:.")


def in_words_of_uv(listed: Iterable[str]) -> dict[str, str]:
    """The lines of `pip config list` as variables of uv; what uv does not know is left out."""
    told = dict(line.split("=", 1) for line in listed if "=" in line)
    found = {}
    for section in SECTIONS:
        for word, (name, between) in WORDS.items():
            if several := str(ast.literal_eval(told.get(section + word, "''"))).split():
                found[name] = between.join(several)
    return found


def install(lock: Path, listed: Iterable[str], *, into: Path = BIN / "python") -> int:
    """Fill the environment of this Python with what the lock pins, no more and no less; returns uv's exit code."""
    # Every file is known by its digest, so that it does not matter which index has it.
    told = {"UV_INDEX_STRATEGY": "unsafe-best-match"} | in_words_of_uv(listed)
    command: list[Path | str] = [BIN / "uv", "pip", "sync", "--quiet", "--require-hashes", "--python", into, lock]
    return subprocess.run(command, env=told | os.environ).returncode


if __name__ == "__main__":
    sys.exit(install(Path(sys.argv[1]), sys.stdin))
