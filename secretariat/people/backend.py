"""The person behind a request: with unit and posts in one query, for every page asks about them."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from secretariat.people.models import Post, User


class PeopleBackend(ModelBackend):
    """Password log-in as Django does it."""

    def get_user(self, user_id: Any) -> User | None:
        held = Post.objects.filter(user=OuterRef("pk")).values(held=JSONObject(kind="kind", department="department_id"))
        people = User.objects.select_related("department").annotate(held=ArraySubquery(held))
        user = people.filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
