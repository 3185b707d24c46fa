"""script/server: what it reads and says."""

import socket

import pytest

from script.house import server
from script.house.environment import SetUpError


@pytest.mark.parametrize(("text", "port"), [("", 8000), ("8123", 8123), ("65535", 65535)])
def test_port_is_read(monkeypatch, text, port):
    monkeypatch.setenv("PORT", text)

    assert server.read_port() == port


@pytest.mark.parametrize("text", ["http", "0", "65536", "-1", "80.0"])
def test_port_that_is_none_is_refused(monkeypatch, text):
    monkeypatch.setenv("PORT", text)

    with pytest.raises(SetUpError, match="from 1 to 65535"):
        server.read_port()


def test_taken_port_is_refused_with_the_way_out():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(SetUpError, match=f"Port {port} .* PORT={port + 1} script/server"):
            server.refuse_taken_port("127.0.0.1", port)


def test_greeting_names_address_and_logins(tmp_path):
    (tmp_path / "logins.txt").write_text("zhang  password\n")

    said = server.greeting(port=8123, var=tmp_path)

    assert ("http://localhost:8123/" in said, "zhang  password" in said, "Ctrl+C" in said) == (True, True, True)


def test_greeting_without_demo_names_the_address_alone(tmp_path):
    assert "http://localhost:8000/" in server.greeting(port=8000, var=tmp_path)


@pytest.mark.parametrize(("mail", "printed"), [("", True), ("smtp://mail:25", False)])
def test_greeting_says_where_mails_are_unless_they_are_sent(tmp_path, monkeypatch, mail, printed):
    monkeypatch.setenv("EMAIL_URL", mail)

    assert ("worker.log" in server.greeting(port=8000, var=tmp_path)) == printed
