"""Where a form that is being typed saves itself: answers are a sentence for the script of the page."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from secretariat.attachments.forms import FilesField
from secretariat.errors import Refused
from secretariat.pages import Request, next_of
from supervision.items import services
from supervision.items.detail import get_item
from supervision.items.drafts import DraftKind
from supervision.items.prefill import saved_words
from supervision.items.steps import STEP_PAGES


@require_POST
def item_draft(request: Request, pk: int, step: str) -> HttpResponse:
    """Keep what is typed into the form of a step, or throw it away."""
    item = get_item(request.user, pk)
    if step not in DraftKind.values:
        raise Http404
    if "discard" in request.POST:
        services.drop_draft(item, step, by=request.user)
        messages.success(request, _("Draft thrown away."))
        return redirect(next_of(request) or item.get_absolute_url())
    try:
        draft = services.keep_draft(item.pk, step, by=request.user, at=timezone.now(), fields=_texts(request, step))
    except Refused as refusal:
        return _said(str(refusal), status=422)
    return _said(saved_words(draft, timezone.localdate()) if draft else "")


def _texts(request: Request, step: str) -> dict[str, str]:
    """What was typed into the fields of the form; files are chosen again."""
    fields = STEP_PAGES[step].form.base_fields.items()  # type: ignore[attr-defined]
    return {name: request.POST.get(name, "") for name, field in fields if not isinstance(field, FilesField)}


def _said(sentence: str, *, status: int = 200) -> HttpResponse:
    return HttpResponse(sentence, content_type="text/plain; charset=utf-8", status=status)
