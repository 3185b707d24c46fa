"""What happens to every request."""

from tests.secretariat.factories import UserFactory


def test_no_browser_keeps_what_a_person_was_shown(client, db):
    client.force_login(UserFactory())

    kept = [client.get(address).headers["Cache-Control"] for address in ("/me/", "/inbox/")]

    assert kept == ["private, no-store"] * 2


def test_what_is_longer_than_the_server_reads_is_refused_as_too_long(client, db, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    client.force_login(UserFactory())

    answer = client.post("/planning/consultations/paste/", {"text": "协商" * 1000})

    assert answer.status_code == 413
    assert "文字过长" in answer.content.decode()
