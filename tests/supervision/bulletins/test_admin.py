"""The admin edits kinds and looks at everything else."""

import pytest
from django.urls import reverse

from supervision.bulletins.states import IssueState
from tests.secretariat.factories import UserFactory


@pytest.fixture
def admin(client):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


@pytest.mark.parametrize("model", ["issue", "section", "frozenpaper"])
def test_issues_are_looked_at_only(model, issue_in, admin):
    issue = issue_in(IssueState.ISSUED)
    pk = {"issue": issue.pk, "section": issue.sections.first().pk, "frozenpaper": issue.paper.pk}[model]

    pages = [
        admin.get(reverse(f"admin:supervision_{model}_{page}", args=args)).status_code
        for page, args in [("changelist", []), ("change", [pk]), ("add", []), ("delete", [pk])]
    ]

    assert pages == [200, 200, 403, 403]
    assert admin.post(reverse(f"admin:supervision_{model}_change", args=[pk]), {}).status_code == 403


def test_a_kind_is_edited_and_not_deleted_once_it_has_issues(kind, issue_in, admin):
    assert admin.get(reverse("admin:supervision_bulletinkind_change", args=[kind.pk])).status_code == 200
    issue_in(IssueState.DRAFT)

    assert admin.get(reverse("admin:supervision_bulletinkind_delete", args=[kind.pk])).status_code == 403
