"""Why a delivery failed, read from what a server answered."""

import socket
from smtplib import (
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPDataError,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)

import pytest

from secretariat.outbox.chat import ChatRefused
from secretariat.outbox.mail import NoAddress
from secretariat.outbox.troubles import TROUBLES, trouble_of


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (NoAddress("user 7 cannot be reached by mail"), "left"),
        (SMTPRecipientsRefused({"a@example.org": (550, b"unknown")}), "recipient"),
        (SMTPSenderRefused(550, b"no", "b@example.org"), "sender"),
        (SMTPAuthenticationError(535, b"wrong"), "login"),
        (SMTPDataError(554, b"spam"), "content"),
        (SMTPConnectError(421, b"busy"), "unreachable"),
        (SMTPServerDisconnected("gone"), "unreachable"),
        (ConnectionRefusedError(111, "refused"), "unreachable"),
        (TimeoutError("timed out"), "unreachable"),
        (socket.gaierror(-2, "unknown"), "unreachable"),
        (ChatRefused("host", "example.org"), "robot"),
        (ChatRefused("key"), "robot"),
        (ChatRefused("inactive"), "robot"),
        (ChatRefused("answer", 93000), "group"),
        (ChatRefused("http", 500), "group"),
        (ChatRefused("redirect", 302), "group"),
        (ChatRefused("unreachable", "ReadTimeout"), "unreachable"),
        (ValueError("odd"), "other"),
    ],
)
def test_trouble_is_read_from_the_error_as_it_is_kept(error, code):
    assert trouble_of(repr(error)) == code


def test_every_trouble_has_its_words():
    assert all(str(words).endswith("。") for words in TROUBLES.values())
