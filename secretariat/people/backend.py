"""The person behind a request: with unit, posts and those for whom they act in one query, for every page asks."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.signals import user_logged_in
from django.contrib.postgres.fields import ArrayField
from django.db.models import JSONField
from django.db.models.expressions import RawSQL
from django.dispatch import receiver
from django.utils import timezone

from secretariat.people.models import Post, User
from secretariat.people.queries import acting_of, links_sql

# In the session: when the log-in began, and when the person was last seen to do something.
BEGAN, SEEN = "began", "seen"
# The posts of the person of the row. In SQL, as `links_sql` is: putting it together anew took longer than asking it.
_HELD = f"""ARRAY(
    SELECT jsonb_build_object('kind', post.kind, 'department', post.department_id)
    FROM {Post._meta.db_table} post WHERE post.user_id = {User._meta.db_table}.id
)"""
_VALUES: Any = ArrayField(JSONField())


@receiver(user_logged_in)
def mark_the_beginning(request: Any, **kwargs: Any) -> None:
    """Both time-outs count from the log-in, by whichever door."""
    request.session[BEGAN] = request.session[SEEN] = timezone.now().timestamp()


class PeopleBackend(ModelBackend):
    """Password log-in as Django does it; whom a person acts for is resolved anew by every request."""

    def get_user(self, user_id: Any) -> User | None:
        held, links = RawSQL(_HELD, [], _VALUES), RawSQL(*links_sql(timezone.localdate()), _VALUES)
        people = User.objects.select_related("department").annotate(held=held, links=links)
        user = people.order_by().filter(pk=user_id).first()
        if user is None or not self.user_can_authenticate(user):
            return None
        user.acting = acting_of(user.pk, user.links)
        return user
