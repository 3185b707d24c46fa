"""The administration in the browser of an administrator: sound for eyes, screen readers and phones."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import reverse

from secretariat.audit.models import Event
from secretariat.people.models import Delegation, Department, Post, User
from tests.journeys.conftest import session_of
from tests.journeys.looks import Looks
from tests.journeys.soundness import AXE
from tests.journeys.soundness import faults as faults_of
from tests.journeys.watching import watched

# Between them every kind of widget: a list with fields, filters and actions, a form with a search for people, with rows
# of another table, with rights, a question before deleting, a history, an import.
KINDS = [
    (Department, "changelist"),
    (Event, "changelist"),
    (User, "changelist"),
    (User, "change"),
    (User, "add"),
    (Delegation, "add"),
    (Group, "add"),
    (Post, "delete"),
    (Department, "history"),
    (Department, "import"),
]


def every_page():
    """Every list and form of the registry that opens, and the pages of its sheets."""
    pages = ["changelist", "add", "change", "history", "delete", "import", "export"]
    return [(model, page) for model in admin.site._registry for page in pages]


def address(model, page):
    """Where a page stands; of one row, the first. Nothing where there is no row, or no such page."""
    entry, row = admin.site._registry[model], model._base_manager.first()
    about = page in ("change", "history", "delete")
    sheet = page in ("import", "export")
    if (about and row is None) or (sheet and not hasattr(entry, f"{page}_action")):
        return ""
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"
    return reverse(name, args=[row.pk] if about else [])


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_every_kind_of_page_is_sound(request, window, live_server, faults):
    request.getfixturevalue("year" if faults else "house")
    wrong: list[str] = []
    looks = Looks(all_texts=faults)
    places = [reverse("admin:index"), *(address(*place) for place in (every_page() if faults else KINDS))]
    opened = window(script=AXE, reduced_motion="reduce")
    tab = opened.tab
    watched(opened, live_server.url, wrong)
    opened.context.add_cookies([session_of("admin", live_server.url)])
    for place in filter(None, places):
        # Among all there are some that nobody may open, such as adding a number.
        if not faults or opened.context.request.get(place).status == 200:
            tab.goto(place)
            frame = faults or place == places[1]
            found = faults_of(tab, looks, dark=frame or place == places[0], frame=frame)
            wrong += [f"{place}: {fault}" for fault in found]

    assert not wrong, "\n".join(wrong)
