"""The person behind a request: with unit, posts and those for whom they act in one query, for every page asks."""

import json
from functools import cache
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.signals import user_logged_in
from django.db import connection
from django.dispatch import receiver
from django.utils import timezone

from secretariat.people.models import Department, Post, User
from secretariat.people.queries import acting_of, links_sql

# In the session: when the log-in began, and when the person was last seen to do something.
BEGAN, SEEN = "began", "seen"
_PERSON, _UNIT = ([field.attname for field in model._meta.concrete_fields] for model in (User, Department))


@receiver(user_logged_in)
def mark_the_beginning(request: Any, **kwargs: Any) -> None:
    """Both time-outs count from the log-in, by whichever door."""
    request.session[BEGAN] = request.session[SEEN] = timezone.now().timestamp()


class PeopleBackend(ModelBackend):
    """Password log-in as Django does it; whom a person acts for is resolved anew by every request."""

    def get_user(self, user_id: Any) -> User | None:
        links, dates = links_sql(timezone.localdate())
        with connection.cursor() as cursor:
            cursor.execute(_with(links), [*dates, user_id])
            found = cursor.fetchone()
        if found is None:
            return None
        *own, unit, held, acting = found
        user: Any = User.from_db(connection.alias, _PERSON, own)
        if not self.user_can_authenticate(user):
            return None
        # Columns beside the person's own come as PostgreSQL writes them.
        unit = json.loads(unit or "null")
        user.department = unit and Department.from_db(connection.alias, _UNIT, [unit[name] for name in _UNIT])
        user.held = json.loads(held)
        user.acting = acting_of(user.pk, json.loads(acting))
        return user


@cache
def _with(links: str) -> str:
    """The person with unit, posts and delegations. In SQL: putting it together anew took longer than asking it."""
    person, unit, post = (model._meta.db_table for model in (User, Department, Post))
    held = f"SELECT jsonb_build_object('kind', kind, 'department', department_id) FROM {post} WHERE user_id = person.id"
    own = ", ".join(f"person.{name}" for name in _PERSON)
    return f"""
        SELECT {own}, to_jsonb(unit) AS unit, to_jsonb(ARRAY({held})) AS held, to_jsonb({links}) AS links
        FROM {person} person LEFT JOIN {unit} unit ON unit.id = person.department_id WHERE person.id = %s"""
