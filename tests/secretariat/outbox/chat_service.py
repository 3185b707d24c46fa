"""A chat service on this machine: it keeps what it was sent, and answers as it is told."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event
from typing import Any

KEY = "693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa"
SECRET = "SEC4c1b0e9a77d14f5f9a3d2b6c8e0f1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b"
PATHS = {
    "wecom": f"/cgi-bin/webhook/send?key={KEY}",
    "dingtalk": f"/robot/send?access_token={KEY.replace('-', '')}",
    "feishu": f"/open-apis/bot/v2/hook/{KEY}",
}


class Service:
    """`status`, `headers` and `answer` are what it says next; `said` is what it was told, `paths` where."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.status, self.answer, self.headers = 200, {"errcode": 0, "errmsg": "ok"}, {}
        self.said: list[Any] = []
        self.paths: list[str] = []
        self.go = Event()
        self.go.set()

    def webhook(self, kind: str) -> str:
        return self.origin + PATHS[kind]


def _handler(service: Service) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            service.paths.append(self.path)
            service.said.append(json.loads(body))
            service.go.wait(5)
            self.send_response(service.status)
            for name, value in service.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(json.dumps(service.answer).encode())

        def log_message(self, *_words: Any) -> None:
            pass

    return Handler


@contextmanager
def running() -> Iterator[Service]:
    """The service while it runs."""
    service = Service("")
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(service))
    service.origin = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield service
    finally:
        service.go.set()
        server.shutdown()
        thread.join()
        server.server_close()
