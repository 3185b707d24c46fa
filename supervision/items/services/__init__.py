"""What people do with an item, from the draft to the sign-off: one function per step, each with the five moves."""

from supervision.items.services.archive import archive, archive_year
from supervision.items.services.bulk import Bulk, in_bulk
from supervision.items.services.drafting import discard, edit, file, not_file, open_item, reject, restore, submit
from supervision.items.services.drafts import drop_draft, keep_draft
from supervision.items.services.handling import acknowledge, dispatch, report, submit_closing
from supervision.items.services.kinship import merge, relapse, split
from supervision.items.services.objections import object_to, reassign, uphold
from supervision.items.services.review import instruct, pass_review, read_mark, return_item, sign_off
from supervision.items.services.suspensions import resume, suspend, terminate
from supervision.items.services.withdrawals import (
    withdraw_closing,
    withdraw_pass,
    withdraw_reading,
    withdraw_submit,
)

__all__ = [
    "Bulk",
    "acknowledge",
    "archive",
    "archive_year",
    "discard",
    "dispatch",
    "drop_draft",
    "edit",
    "file",
    "in_bulk",
    "instruct",
    "keep_draft",
    "merge",
    "not_file",
    "object_to",
    "open_item",
    "pass_review",
    "read_mark",
    "reassign",
    "reject",
    "relapse",
    "report",
    "restore",
    "resume",
    "return_item",
    "sign_off",
    "split",
    "submit",
    "submit_closing",
    "suspend",
    "terminate",
    "uphold",
    "withdraw_closing",
    "withdraw_pass",
    "withdraw_reading",
    "withdraw_submit",
]
