"""Administration of what people were told: looked at, and sent again."""

from datetime import date

import pytest
from django.contrib import admin
from django.urls import reverse

from secretariat.outbox import services
from secretariat.outbox.models import Delivery, DeliveryState, Notice, ReminderRule
from tests.secretariat.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    user = UserFactory(is_staff=True, is_superuser=True)
    client.force_login(user)
    return user


@pytest.fixture
def failed():
    services.queue(to=[UserFactory()], kind="t", key="k", day=date(2026, 11, 23), title="t", urgent=True)
    Delivery.objects.update(state=DeliveryState.FAILED, attempts=8, error="550")
    return Delivery.objects.get()


def send_again(client, delivery):
    choice = {"action": "send_again", "_selected_action": [delivery.pk]}
    return client.post(reverse("admin:secretariat_delivery_changelist"), choice)


def test_failed_delivery_is_sent_again(client, administrator, failed):
    assert send_again(client, failed).status_code == 302
    assert Delivery.objects.get().state == DeliveryState.QUEUED


def test_who_may_only_look_cannot_send_again(client, failed):
    client.force_login(UserFactory(is_staff=True))

    assert send_again(client, failed).status_code == 403
    assert Delivery.objects.get().state == DeliveryState.FAILED


@pytest.mark.parametrize("model", [Delivery, Notice])
def test_records_are_not_changed_by_hand(rf, administrator, model):
    request = rf.get("/")
    request.user = administrator
    page = admin.site.get_model_admin(model)

    assert [
        page.has_view_permission(request),
        page.has_add_permission(request),
        page.has_change_permission(request),
        page.has_delete_permission(request),
    ] == [True, False, False, False]


@pytest.mark.parametrize("model", [Delivery, Notice, ReminderRule])
def test_pages_open(client, administrator, failed, model):
    ReminderRule.objects.get_or_create(ladder="due", offset=-1, audience="handler", valid_from=date(2020, 1, 1))
    lists = client.get(reverse(f"admin:secretariat_{model._meta.model_name}_changelist"))
    one = client.get(
        reverse(f"admin:secretariat_{model._meta.model_name}_change", args=[model.objects.order_by("pk").first().pk])
    )

    assert (lists.status_code, one.status_code) == (200, 200)
