"""The fixtures that other tests stand on."""

import pytest

from secretariat.celery import app


@pytest.mark.browser
def test_browser_shows_the_login_page_without_script_error(page):
    response = page.goto("/")

    assert response is not None
    assert (response.status, page.locator("input[type=password]").count()) == (200, 1)


@pytest.mark.fault
def test_worker_answers_and_dies_at_once(worker):
    with worker() as process:
        answered = app.control.ping(timeout=1)

        process.kill()

    assert (len(answered), process.process.returncode) == (1, -9)
