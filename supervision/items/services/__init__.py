"""What people do with an item, from the draft to the sign-off: one function per step, each with the five moves."""

from supervision.items.services.bulk import Bulk, in_bulk
from supervision.items.services.drafting import discard, edit, file, not_file, open_item, reject, restore, submit
from supervision.items.services.handling import acknowledge, dispatch, report, submit_closing
from supervision.items.services.review import instruct, pass_review, read_mark, return_item, sign_off

__all__ = [
    "Bulk",
    "acknowledge",
    "discard",
    "dispatch",
    "edit",
    "file",
    "in_bulk",
    "instruct",
    "not_file",
    "open_item",
    "pass_review",
    "read_mark",
    "reject",
    "report",
    "restore",
    "return_item",
    "sign_off",
    "submit",
    "submit_closing",
]
