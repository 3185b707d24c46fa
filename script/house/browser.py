"""Chromium for the browser tests: the lean one without a window, or the one a person uses."""

import os
import shutil
import sys

from script.house import debian

PACKAGES = ("chromium-headless-shell", "chromium")


def find() -> str | None:
    """The program, or None where there is none."""
    return next(filter(None, map(shutil.which, PACKAGES)), None)


def provide() -> None:
    """Install it as root on Debian; else say that it is missing."""
    if find():
        return
    reason = f"install the {PACKAGES[-1]} package"
    if os.geteuid() == 0 and debian.is_here():
        print("Installing Chromium for the browser tests …")
        for package in PACKAGES:
            try:
                debian.install(package)
                return
            except debian.PackageError as error:
                reason = str(error)
    print(f"Chromium is missing ({reason}): THE BROWSER TESTS ARE NOT RUN.", file=sys.stderr)
