"""Pages of topics: the list, a new one, one, and its steps."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from planning.meetings import queries, services
from planning.meetings.forms import TopicFilterForm, TopicForm
from planning.meetings.models import Topic
from planning.meetings.rules import MAY_TOPIC, may_draft_topic
from planning.meetings.steps import TOPIC_PAGES
from planning.meetings.topic_page import topic_page
from secretariat.attachments.queries import files_of
from secretariat.classified import is_classified
from secretariat.conflicts import conflict
from secretariat.errors import Refused
from secretariat.pages import Request, next_of, show
from secretariat.workdays import queries as workdays
from secretariat.workflow import Outdated, behalf, by_right_of

PAGE = 30
LIST, EDIT, DETAIL, STEP = (f"planning/meetings/topic_{name}.html" for name in ("list", "edit", "detail", "step"))


@require_GET
def topic_list(request: Request) -> HttpResponse:
    form = TopicFilterForm(request.GET, series=queries.series_of_topics(request.user))
    page = Paginator(form.apply(queries.topics_listed(request.user)), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "files": files_of(list(page)),
        "may_draft": bool(by_right_of(request.user, may_draft_topic)),
        "today": timezone.localdate(),
    }
    return show(request, LIST, context, partial="rows")


@require_http_methods(["GET", "POST"])
def topic_new(request: Request) -> HttpResponse:
    if not by_right_of(request.user, may_draft_topic):
        raise PermissionDenied
    form = _form(request, Topic())
    if form.is_valid():
        facts = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        try:
            topic = services.open_topic(by=request.user, on=timezone.localdate(), **facts)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The topic is drafted. Submit it when it is complete."))
            return redirect(topic)
    return show(request, EDIT, {"form": _unmarked(form)}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def topic_edit(request: Request, pk: int) -> HttpResponse:
    topic = get_topic(request, pk, "edit")
    form = _form(request, get_topic(request, pk, "edit"))
    if form.is_valid():
        try:
            services.edit_topic(pk, by=request.user, on=timezone.localdate(), **form.cleaned_data)
        except Outdated:
            return conflict(request, form, _form(request, get_topic(request, pk, "edit"), fresh=True), subject=topic)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect(topic)
    return show(request, EDIT, {"form": _unmarked(form), "topic": topic}, status=422 if form.is_bound else 200)


@require_GET
def topic_detail(request: Request, pk: int) -> HttpResponse:
    topic = get_topic(request, pk)
    page = topic_page(topic, request.user, on=timezone.localdate(), calendar=workdays.load())
    return show(request, DETAIL, page)


@require_http_methods(["GET", "POST"])
def topic_step(request: Request, pk: int, step: str) -> HttpResponse:
    """Any step of a topic: its form, or its deed."""
    if step not in TOPIC_PAGES:
        raise Http404
    topic, page, posted = get_topic(request, pk, step), TOPIC_PAGES[step], request.method == "POST"
    today = timezone.localdate()
    facts: dict[str, Any] = {"meetings": queries.meetings_for_topics(today), "calendar": workdays.load(), "on": today}
    form = page.form(request.POST if posted else None, request.FILES if posted else None, topic=topic, **facts)
    if form.is_valid():
        try:
            page.act(pk, by=request.user, on=timezone.localdate(), **_clock(step), **form.cleaned_data)
        except Outdated:
            return conflict(request, form, page.form(topic=get_topic(request, pk), **facts), subject=topic)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, str(page.done))
            return redirect(next_of(request) or topic)
    context = {"topic": topic, "step": page, "form": _unmarked(form), "next": next_of(request)}
    return show(request, STEP, context, status=422 if posted else 200)


def get_topic(request: Request, pk: int, step: str = "") -> Topic:
    """The topic if this user may see it, else 404; with `step`, 403 where the user may never take it."""
    seen = Topic.objects.visible_to(request.user).select_related("unit", "meeting__series", "drafted_by", "signed_by")
    topic: Topic = get_object_or_404(seen, pk=pk)
    if step:
        behalf(MAY_TOPIC, step, request.user, topic)
    return topic


def _form(request: Request, topic: Topic, *, fresh: bool = False) -> TopicForm:
    posted = request.method == "POST" and not fresh
    today = timezone.localdate()
    meetings = queries.meetings_for_topics(today)
    data = (request.POST, request.FILES) if posted else (None, None)
    return TopicForm(*data, instance=topic, meetings=meetings, calendar=workdays.load(), on=today)


def _clock(step: str) -> dict[str, Any]:
    # Only here a moment counts: the cut-off has an hour.
    return {"at": timezone.now(), "calendar": workdays.load()} if step == "submit" else {}


def _unmarked(form: Any) -> Any:
    # What bears a mark is not sent back either: the answer of the server is a copy, too (rule 50).
    if form.is_bound:
        form.data = {name: value for name, value in form.data.items() if not is_classified(value)}
    return form
