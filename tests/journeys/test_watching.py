"""What goes wrong in a window is heard, in whichever of its pages."""

import pytest

from tests.journeys.watching import watched

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FAULTS = {
    "setTimeout(() => { throw new Error('a script stops') })": "a script stops",
    "console.error('a script complains')": "a script complains",
    "fetch('/nowhere/')": "404 {host}/nowhere/",
    "fetch('https://elsewhere.example/').catch(() => {})": "violates the following Content Security Policy",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_written_down(window, live_server, fault):
    wrong = []
    opened = window()
    watched(opened, live_server.url, wrong)
    opened.leave()
    opened.tab.goto("/login/")
    assert wrong == []

    opened.tab.evaluate(f"{{ {fault} }}")

    expected = FAULTS[fault].format(host=live_server.url)
    for _ in range(100):
        if any(expected in told for told in wrong):
            return
        opened.tab.wait_for_timeout(50)
    pytest.fail(f"{expected} is not among {wrong}")
