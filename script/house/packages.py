"""Fills .venv with what a lock pins, by uv, which takes a third of pip's time.

uv reads nothing of what a machine has told pip, which may be the only index that it reaches: so that is handed on. What
`pip config list` says is read from standard input.
"""

import ast
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from script.house.environment import BIN

# How a word of pip is called by uv.
WORDS = {
    "index-url": "--default-index",
    "extra-index-url": "--index",
    "find-links": "--find-links",
    "trusted-host": "--allow-insecure-host",
}
# As pip has it: the environment before a command's own section, that before the common one.
SECTIONS = (":env:.", "install.", "global.")
FALSE = {"", "0", "false", "no", "off"}
# Every file is known by its digest, so that it does not matter which index has it. The certificates are the machine's,
# for an office may look into what leaves it.
SYNC = ("pip", "sync", "--quiet", "--require-hashes", "--index-strategy", "unsafe-best-match", "--system-certs")


def in_words_of_uv(listed: Iterable[str]) -> list[str]:
    """The lines of `pip config list` as options of uv; what uv does not know is left out."""
    told = dict(line.split("=", 1) for line in listed if "=" in line)

    def said(word: str) -> list[str]:
        values = (told[section + word] for section in SECTIONS if section + word in told)
        return str(ast.literal_eval(next(values, "''").strip())).split()

    options = [option for word, name in WORDS.items() for value in said(word) for option in (name, value)]
    return [*options, "--no-index"] if " ".join(said("no-index")).lower() not in FALSE else options


def install(lock: Path, listed: Iterable[str], *, into: Path = BIN / "python") -> int:
    """Fill the environment of this Python with what the lock pins, no more and no less; returns uv's exit code."""
    return subprocess.run([BIN / "uv", *SYNC, *in_words_of_uv(listed), "--python", into, lock]).returncode


if __name__ == "__main__":
    sys.exit(install(Path(sys.argv[1]), sys.stdin))
