"""On which day the consultations are held now that others have taken over at an earlier time."""

from collections.abc import Iterable

from planning.consultations.models import Consultation
from planning.consultations.states import ConsultationState
from secretariat.offers import Whereabouts
from secretariat.pages import record_at


def whereabouts(*, urls: Iterable[str]) -> list[Whereabouts]:
    """The days of the consultations among these addresses, cancelled ones too: one query, none without any. Their time
    and place are nobody's here."""
    ids = [pk for url in urls if (pk := record_at(url, "planning:consultation_detail"))]
    if not ids:
        return []
    found = Consultation.objects.filter(pk__in=ids, meeting_on__isnull=False)
    return [
        Whereabouts(
            url=one.get_absolute_url(),
            on=one.meeting_on,
            is_cancelled=one.state == ConsultationState.CANCELLED,
            reason=one.cancel_reason,
            is_day_only=True,
        )
        for one in found.defer("reading").order_by("meeting_on", "pk")
        if one.meeting_on
    ]
