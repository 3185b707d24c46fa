"""A real mail server on this machine: it takes every mail and keeps its Message-ID."""

import asyncio
import socket
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from aiosmtpd.controller import Controller


class Sink:
    """Takes every mail and keeps its Message-ID; slow enough that a kill can fall between taking and writing."""

    def __init__(self):
        self.taken = Counter()

    async def handle_DATA(self, server, session, envelope):
        [header] = [row for row in envelope.content.split(b"\r\n") if row.lower().startswith(b"message-id:")]
        self.taken[header.split(b":", 1)[1].strip().decode()] += 1
        await asyncio.sleep(0.02)
        return "250 OK"

    @property
    def repeats(self):
        return self.taken.total() - len(self.taken)


@contextmanager
def open_post_office() -> Iterator[Sink]:
    """The server while it runs; `url` is the EMAIL_URL of whoever is to send to it."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    handler = Sink()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    handler.url = f"smtp://127.0.0.1:{port}"
    try:
        yield handler
    finally:
        controller.stop()
