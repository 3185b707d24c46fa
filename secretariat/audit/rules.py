"""Who may read the log of the whole house."""

from typing import Any

# Kinds of posts of `people`, which stands above this drawer.
READERS = ("auditor", "administrator")


def may_read_log(user: Any) -> bool:
    """Auditors and administrators; everybody else sees the history of the records they may see."""
    return bool(user.holds(*READERS))
