"""The person behind a request: with unit, posts and those for whom they act in one query, for every page asks."""

import json
from functools import cache
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.utils import timezone

from secretariat.people.models import Department, Post, User
from secretariat.people.queries import acting_of, links_sql

# In the session: when the log-in began, and when the person was last seen to do something.
BEGAN, SEEN = "began", "seen"
_UNIT = [field.attname for field in Department._meta.concrete_fields]


@receiver(user_logged_in)
def mark_the_beginning(request: Any, **kwargs: Any) -> None:
    """Both time-outs count from the log-in, by whichever door."""
    request.session[BEGAN] = request.session[SEEN] = timezone.now().timestamp()


class PeopleBackend(ModelBackend):
    """Password log-in as Django does it; whom a person acts for is resolved anew by every request."""

    def get_user(self, user_id: Any) -> User | None:
        links, dates = links_sql(timezone.localdate())
        user: Any = next(iter(User.objects.raw(_with(links), [*dates, user_id])), None)
        if user is None or not self.user_can_authenticate(user):
            return None
        # Columns beside the person's own come as PostgreSQL writes them.
        unit = json.loads(user.unit or "null")
        user.department = unit and Department.from_db(user._state.db, _UNIT, [unit[name] for name in _UNIT])
        user.held = json.loads(user.held)
        user.acting = acting_of(user.pk, json.loads(user.links))
        return user


@cache
def _with(links: str) -> str:
    """The person with unit, posts and delegations. In SQL: putting it together anew took longer than asking it."""
    person, unit, post = (model._meta.db_table for model in (User, Department, Post))
    held = f"SELECT jsonb_build_object('kind', kind, 'department', department_id) FROM {post} WHERE user_id = person.id"
    return f"""
        SELECT person.*, to_jsonb(unit) AS unit, to_jsonb(ARRAY({held})) AS held, to_jsonb({links}) AS links
        FROM {person} person LEFT JOIN {unit} unit ON unit.id = person.department_id WHERE person.id = %s"""
