"""Fetching a file."""

from datetime import date, time
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from planning.meetings.models import Series
from secretariat.attachments.services import attach
from tests.secretariat.attachments.specimens import PDF
from tests.secretariat.factories import UserFactory, planner

pytestmark = pytest.mark.django_db


@pytest.fixture
def series():
    return Series.objects.create(
        name="秘书长办公会",
        weekday=1,
        starts_at=time(9),
        place="301",
        chair="秘书长",
        first_on=date(2026, 11, 16),
        first_number=42,
    )


@pytest.fixture
def attachment(series, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return attach(owner=series, upload=ContentFile(PDF, name="纪要.pdf"), by=planner())


def fetch(client, user, uid, method="get"):
    client.force_login(user)
    return getattr(client, method)(reverse("attachment", args=[uid]))


def test_file_is_served_to_who_sees_its_owner(client, attachment):
    response = fetch(client, planner(), attachment.uid)

    assert (response.status_code, b"".join(response.streaming_content)) == (200, PDF)


def test_file_is_saved_never_shown(client, attachment):
    response = fetch(client, planner(), attachment.uid)
    response.close()

    assert [response.headers[name] for name in ("Content-Disposition", "X-Content-Type-Options", "Cache-Control")] == [
        "attachment; filename*=utf-8''%E7%BA%AA%E8%A6%81.pdf",
        "nosniff",
        "private, no-store",
    ]


def test_rule_46_foreign_file_is_not_found(client, attachment):
    assert fetch(client, UserFactory(), attachment.uid).status_code == 404


def test_missing_file_is_not_found(client):
    assert fetch(client, planner(), uuid4()).status_code == 404


def test_file_of_a_deleted_owner_is_not_found(client, attachment, series):
    series.delete()

    assert fetch(client, planner(), attachment.uid).status_code == 404


def test_file_of_a_record_without_rule_of_visibility_is_not_found(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    user = planner()
    attachment = attach(owner=user, upload=ContentFile(PDF, name="a.pdf"), by=user)

    assert fetch(client, user, attachment.uid).status_code == 404


def test_file_is_only_fetched(client, attachment):
    assert fetch(client, planner(), attachment.uid, "post").status_code == 405


def test_file_asks_for_a_log_in(client, attachment):
    assert client.get(reverse("attachment", args=[attachment.uid])).status_code == 302
