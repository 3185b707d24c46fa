"""The person behind a request: with unit, posts and those for whom they act in one query, for every page asks."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.signals import user_logged_in
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.dispatch import receiver
from django.utils import timezone

from secretariat.people.models import Post, User
from secretariat.people.queries import acting_of, links_on

# In the session: when the log-in began, and when the person was last seen to do something.
BEGAN, SEEN = "began", "seen"


@receiver(user_logged_in)
def mark_the_beginning(request: Any, **kwargs: Any) -> None:
    """Both time-outs count from the log-in, by whichever door."""
    request.session[BEGAN] = request.session[SEEN] = timezone.now().timestamp()


class PeopleBackend(ModelBackend):
    """Password log-in as Django does it; whom a person acts for is resolved anew by every request."""

    def get_user(self, user_id: Any) -> User | None:
        held = Post.objects.filter(user=OuterRef("pk")).values(held=JSONObject(kind="kind", department="department_id"))
        people = User.objects.select_related("department").annotate(
            held=ArraySubquery(held), links=ArraySubquery(links_on(timezone.localdate()))
        )
        user = people.filter(pk=user_id).first()
        if user is None or not self.user_can_authenticate(user):
            return None
        user.acting = acting_of(user.pk, user.links)
        return user
