"""What people type about arrangements and their entries, turned into clean values."""

from planning.arrangements.forms.entries import EntryForm, WithdrawForm, units_for
from planning.arrangements.forms.pasting import PasteForm, RowForm, is_outside, read_values
from planning.arrangements.forms.periods import OpenForm, proposal
from planning.arrangements.forms.review import CancelForm, RedateForm

__all__ = [
    "CancelForm",
    "EntryForm",
    "OpenForm",
    "PasteForm",
    "RedateForm",
    "RowForm",
    "WithdrawForm",
    "is_outside",
    "proposal",
    "read_values",
    "units_for",
]
