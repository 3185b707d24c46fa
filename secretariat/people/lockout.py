"""Log-ins that were refused, for whoever watches over the house: whose, from where, and that it came to a lock."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.audit import services as audit
from secretariat.audit.labels import register_all
from secretariat.audit.models import Event
from secretariat.people.models import User

register_all(
    {
        "person.log_in_refused": gettext_lazy("log-in with a wrong name or password"),
        "person.locked_out": gettext_lazy("log-in locked after wrong passwords"),
    }
)

# However often somebody tries, one event tells of that time.
TOLD_EVERY = timedelta(minutes=15)


@transaction.atomic
def refused(name: str, *, address: str, locked: bool, at: datetime) -> None:
    """Record that a log-in under `name` was refused, and that it is `locked` now: of a person at an address once in
    TOLD_EVERY. What was typed as a name that nobody has is kept nowhere: it may be a password.
    """
    person = User.objects.filter(username=name).first()
    for verb in ("person.log_in_refused", *(["person.locked_out"] if locked else [])):
        _tell(verb, person, address, at)


def _tell(verb: str, person: User | None, address: str, at: datetime) -> None:
    # Where there is no person, what stands for them is the kind of record.
    subject: models.Model = person or ContentType.objects.get_for_model(User)
    # A lock that was lifted and has come again is another one.
    told = Q(verb=verb, note=address) | Q(verb="person.unlocked")
    last = Event.objects.about(subject).filter(told, at__gt=at - TOLD_EVERY).first()
    if last is None or last.verb != verb:
        with translation.override(settings.LANGUAGE_CODE):
            label = "" if person else _("unknown name")
            audit.record(actor=None, verb=verb, subject=subject, label=label, note=address)
