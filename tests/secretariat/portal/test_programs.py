"""The program of a log-in in two words."""

import pytest

from secretariat.portal.programs import program_words

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (
            f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/128.0.0.0 Safari/537.36 Edg/128.0.0.0",
            "Edge 128, Windows",
        ),
        (f"Mozilla/5.0 (X11; Linux x86_64) {WEBKIT} Chrome/150.0.0.0 Safari/537.36", "Chrome 150, Linux"),
        (f"Mozilla/5.0 (X11; Linux aarch64; UOS) {WEBKIT} Chrome/109.0.0.0 Safari/537.36", "Chrome 109, UOS"),
        ("Mozilla/5.0 (Windows NT 10.0; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox 130, Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile/15E148 Safari/604.1",
            "Safari 17, iPhone",
        ),
        (
            f"Mozilla/5.0 (Linux; Android 14) {WEBKIT} Chrome/111.0 Mobile Safari/537.36 MicroMessenger/8.0",
            "WeChat 8, Android",
        ),
        ("curl/8.5.0", "curl/8.5.0"),
        ("", ""),
    ],
)
def test_program_and_system_are_named(said, words):
    assert program_words(said) == words
