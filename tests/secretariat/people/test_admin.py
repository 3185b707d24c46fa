"""Administration of people: a new person can be added, with a pinyin key made from the name."""

import pytest

from secretariat.people.models import User
from tests.secretariat.factories import UserFactory
from tests.supervision.factories import DepartmentFactory

PASSWORD = "correct horse 9"


@pytest.fixture
def administrator(client, db):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


def test_a_new_person_gets_a_pinyin_key(administrator):
    unit = DepartmentFactory()
    typed = {"username": "1024", "name": "林静远", "department": unit.pk, "email": "lin@example.org"}
    posts = {"posts-TOTAL_FORMS": 0, "posts-INITIAL_FORMS": 0}

    administrator.post(
        "/admin/secretariat/user/add/",
        typed | posts | {"usable_password": "true", "password1": PASSWORD, "password2": PASSWORD},
    )

    made = User.objects.get(username="1024")
    assert (made.name, made.pinyin, made.department, made.check_password(PASSWORD)) == (
        "林静远",
        "lin jing yuan",
        unit,
        True,
    )


def test_a_short_password_is_refused(administrator):
    answer = administrator.post(
        "/admin/secretariat/user/add/", {"username": "1024", "name": "林", "password1": "short", "password2": "short"}
    )

    assert (answer.status_code, User.objects.filter(username="1024").exists()) == (200, False)


def test_people_are_found_by_pinyin(administrator):
    UserFactory(name="林静远", pinyin="lin jing yuan")

    assert "林静远" in administrator.get("/admin/secretariat/user/?q=jing").content.decode()
