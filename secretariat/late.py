"""Large libraries, loaded when something of them is first used: every start of a process would wait for them."""

from importlib import import_module
from typing import Any

from django.utils.functional import SimpleLazyObject


def late(library: str) -> Any:
    """Stands for the library: `openpyxl = late("openpyxl")` is used as if it were imported."""
    return SimpleLazyObject(lambda: import_module(library))
