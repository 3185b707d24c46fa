"""What happens to every request."""

from tests.secretariat.factories import UserFactory


def test_no_browser_keeps_what_a_person_was_shown(client, db):
    client.force_login(UserFactory())

    kept = [client.get(address).headers["Cache-Control"] for address in ("/me/", "/inbox/")]

    assert kept == ["private, no-store"] * 2
