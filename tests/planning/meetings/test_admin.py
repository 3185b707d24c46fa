"""The administrator looks, and finds no way round the steps."""

import pytest
from django.urls import reverse

from planning.meetings.models import Decision, Meeting, Series
from tests.planning.factories import DecisionFactory
from tests.secretariat.factories import UserFactory


@pytest.fixture
def admin(client, units):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


def url(model, name, *args):
    return reverse(f"admin:planning_{model._meta.model_name}_{name}", args=args)


@pytest.mark.parametrize("model", [Series, Meeting, Decision])
def test_rows_cannot_be_added_or_deleted(admin, decision, model):
    row = model.objects.get()

    assert admin.get(url(model, "add")).status_code == 403
    assert admin.post(url(model, "delete", row.pk), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("model", [Meeting, Decision])
def test_state_and_text_cannot_be_changed(admin, decision, model):
    row = model.objects.get()
    before = model.objects.values().get()

    admin.post(url(model, "change", row.pk), {"state": "published", "title": "x", "minutes": "x"})

    assert model.objects.values().get() == before


@pytest.mark.parametrize("model", [Series, Meeting, Decision])
@pytest.mark.parametrize("rows", [1, 3])
def test_lists_need_at_most_10_queries(admin, units, django_assert_max_num_queries, model, rows):
    DecisionFactory.create_batch(rows, leads=[units["行政处"]])

    with django_assert_max_num_queries(10):
        assert admin.get(url(model, "changelist"), {"q": "会"}).status_code == 200
