"""Why a delivery failed, in plain words with the cure: read from what the server or the service answered."""

import re

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# What stands at the head of the error as the delivery keeps it: the name of the error, and of ours its code.
_SIGNS = {
    r"NoAddress": "left",
    r"SMTPRecipientsRefused": "recipient",
    r"SMTPSenderRefused": "sender",
    r"SMTPAuthenticationError": "login",
    r"SMTPDataError": "content",
    r"ChatRefused\('(host|key|inactive)'": "robot",
    r"ChatRefused\('(answer|http|redirect)'": "group",
    r"ChatRefused\('unreachable'|SMTP(Connect|ServerDisconnected)": "unreachable",
    r"\w*(Connection|Timeout|gaierror|OSError)": "unreachable",
}
TROUBLES: dict[str, Promise] = {
    "left": _("The person has left, or has no e-mail address: complete it under People."),
    "recipient": _("The mail server does not know the recipient's address: correct it under People."),
    "sender": _("The mail server does not accept our sender: check DEFAULT_FROM_EMAIL."),
    "login": _("The mail server refuses our log-in: check EMAIL_URL."),
    "content": _("The mail server has refused the mail as such; its own words say why."),
    "robot": _("The robot is switched off, or its address or host is not allowed: check it under Chat robots."),
    "group": _("The chat service has refused the message: is the robot still in the group, and are its keywords met?"),
    "unreachable": _("The server could not be reached: check the network and whether it runs."),
    "other": _("An error we do not know; its own words say more."),
}


class ChatRefused(Exception):
    """The message was not taken; `detail` is a status, a code or the name of an error, never an address.

    `code` says why: host, key, inactive, redirect, http, unreachable or answer.
    """

    def __init__(self, code: str, detail: object = "") -> None:
        super().__init__(code, str(detail)[:200])
        self.code = code


def trouble_of(error: str) -> str:
    """The code of the trouble, a key of TROUBLES."""
    return next((code for sign, code in _SIGNS.items() if re.match(sign, error)), "other")
