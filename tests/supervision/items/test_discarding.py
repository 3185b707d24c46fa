"""Rule 47: a draft is thrown away softly, and brought back; both stand in the log."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from secretariat.errors import Refused
from supervision.items import services
from supervision.items.models import SupervisionItem
from tests.planning.factories import DecisionFactory
from tests.supervision.factories import ItemFactory
from tests.supervision.items.cast import DAY


@pytest.fixture
def draft(item_in):
    return item_in("draft")


def discard(cast, item):
    return services.discard(item.pk, by=cast.officer, on=DAY)


def test_rule_47_a_discarded_draft_is_kept_and_seen_by_nobody(cast, draft, last_event):
    discard(cast, draft)

    assert SupervisionItem.objects.get(pk=draft.pk).deleted_at is not None
    assert not SupervisionItem.objects.visible_to(cast.officer).exists()
    assert last_event() == ("item.discarded", "督查甲", "draft", "draft", "")


def test_rule_47_a_discarded_draft_is_restored(cast, draft, last_event):
    discard(cast, draft)

    services.restore(draft.pk, by=cast.officer)

    assert SupervisionItem.objects.visible_to(cast.officer).get().deleted_at is None
    assert last_event() == ("item.restored", "督查甲", "draft", "draft", "")


def test_who_may_not_discard_may_not_restore(cast, draft):
    discard(cast, draft)

    with pytest.raises(PermissionDenied):
        services.restore(draft.pk, by=cast.staff)


def test_what_was_not_discarded_is_not_restored(cast, draft):
    with pytest.raises(SupervisionItem.DoesNotExist):
        services.restore(draft.pk, by=cast.officer)


def test_no_step_is_taken_on_a_discarded_draft(cast, draft):
    discard(cast, draft)

    with pytest.raises(SupervisionItem.DoesNotExist):
        services.submit(draft.pk, by=cast.officer, on=DAY)


def test_rule_30_a_draft_of_a_decision_is_not_discarded(cast, snapshot):
    item = ItemFactory(state="draft", decision=DecisionFactory(), officer=cast.officer)
    before = snapshot()

    with pytest.raises(Refused, match="议定事项"):
        discard(cast, item)

    assert snapshot() == before


def test_after_discarding_one_stands_on_the_ledger(client, cast, draft):
    client.force_login(cast.officer)

    answer = client.post(
        reverse("supervision:item_step", args=[draft.pk, "discard"]), {"next": draft.get_absolute_url()}
    )

    assert answer["Location"] == reverse("supervision:item_list")


def test_the_administrator_finds_and_restores_what_was_discarded(client, cast, draft):
    kept = ItemFactory()
    discard(cast, draft)
    cast.administrator.is_superuser = True
    cast.administrator.save()
    client.force_login(cast.administrator)
    page = reverse("admin:supervision_supervisionitem_changelist")

    found = client.get(page, {"discarded": "yes"}).context["cl"].result_list
    client.post(page, {"action": "restore", "_selected_action": [draft.pk, kept.pk]})

    assert list(found) == [draft]
    assert not SupervisionItem.objects.exclude(deleted_at=None).exists()
