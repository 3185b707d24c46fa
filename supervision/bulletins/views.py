"""Pages of the bulletins: the list, an issue as a sheet, its steps."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect, reswap, retarget

from secretariat.audit.models import Event
from secretariat.conflicts import conflict
from secretariat.errors import Refused
from secretariat.jobs.models import Job, JobState
from secretariat.pages import show
from secretariat.papers.fonts import require_fonts
from secretariat.workdays import queries as workdays
from secretariat.workflow import Outdated, behalf, by_right_of, open_steps, permit
from supervision.bulletins import facts as reading
from supervision.bulletins import queries, services
from supervision.bulletins.forms import CompileForm, EditForm, ReturnForm, SignForm, VersionForm
from supervision.bulletins.models import READS_ISSUED, SEES_DRAFTS, Issue
from supervision.bulletins.rules import MAY, may_compile
from supervision.bulletins.sheet import sheet_of
from supervision.bulletins.states import STEPS
from supervision.bulletins.steps import BUTTONS, buttons
from supervision.items.models import SupervisionItem

PAGE, EVENTS = 30, 30
WAITING = (JobState.WAITING, JobState.RUNNING)
LIST, DETAIL, EDIT, STEP, FIGURE, COMPILE, COMPILING = (
    f"supervision/bulletins/{name}.html"
    for name in ("list", "detail", "edit", "step", "figure", "compile", "compiling")
)


@require_GET
def issue_list(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.issue_list(request.user), PAGE).get_page(request.GET.get("page"))
    may = bool(by_right_of(request.user, may_compile))
    jobs = Job.objects.filter(name=services.JOB, state__in=WAITING, nominal_at__lte=timezone.now()) if may else []
    reads = request.user.acts_as(*SEES_DRAFTS, *READS_ISSUED)  # type: ignore[union-attr]
    return show(request, LIST, {"page": page, "may_compile": may, "jobs": jobs, "reads_issues": reads})


@require_GET
def issue_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return show(request, DETAIL, _detail(request, get_issue(request.user, pk)))


@require_GET
def issue_figure(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """The rows that a figure counts, as they were when the issue was compiled."""
    issue = get_issue(request.user, pk)
    if code not in reading.codes(issue.facts):
        raise Http404
    context = {
        "issue": issue,
        "label": reading.LABELS.get(code, code),
        "value": reading.value(issue.facts, code),
        "rows": reading.rows(issue.facts, code),
        "links": request.user.acts_as(*SEES_DRAFTS),  # type: ignore[union-attr]
    }
    return show(request, FIGURE, context)


@require_GET
def issues_of_item(request: HttpRequest, pk: int) -> HttpResponse:
    """A fragment for the chain on an item's page: the issues in which it stands."""
    item = get_object_or_404(SupervisionItem.objects.visible_to(request.user), pk=pk)
    return show(request, "supervision/bulletins/of_item.html", {"issues": queries.issues_with(item.pk, request.user)})


# ── Compiling ────────────────────────────────────────────────────────────────────────────────────────────────────────
@require_http_methods(["GET", "POST"])
def issue_compile(request: HttpRequest) -> HttpResponse:
    permit(request.user, may_compile)
    posted = request.method == "POST"
    form = CompileForm(request.POST if posted else None, on=timezone.localdate())
    if posted and form.is_valid():
        (first_on, last_on), kind = form.cleaned_data["month"], form.cleaned_data["kind"]
        if open_issue := queries.open_issue(kind, first_on, last_on):
            return redirect(open_issue)
        again, at = form.cleaned_data["again"], timezone.localtime()
        try:
            job = services.ask_to_compile(kind, first_on=first_on, last_on=last_on, by=request.user, at=at, again=again)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return redirect("supervision:issue_compiling", job.pk)
    return show(request, COMPILE, {"form": form}, status=422 if posted else 200)


@require_GET
def issue_compiling(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is; when it is done, the draft."""
    permit(request.user, may_compile)
    job = get_object_or_404(Job, pk=pk, name=services.JOB)
    made = Issue.objects.filter(pk__in=job.result.get("issues", [])).first()
    if made:
        htmx = getattr(request, "htmx", False)
        return HttpResponseClientRedirect(made.get_absolute_url()) if htmx else redirect(made)
    context = {"job": job, "waits": job.state in WAITING, "has_failed": job.state == JobState.FAILED}
    return show(request, COMPILING, context, partial="progress")


# ── Steps ────────────────────────────────────────────────────────────────────────────────────────────────────────────
@require_http_methods(["GET", "POST"])
def issue_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole draft, or one section of it in its place on the sheet."""
    issue = get_issue(request.user, pk)
    _only_if_open(issue, "edit", request.user)
    section, posted = request.GET.get("section", ""), request.method == "POST"
    form = EditForm(request.POST if posted else None, issue=issue, section=section)
    if not form.sections:
        raise Http404
    if posted and form.is_valid():
        cleaned = {"version": form.cleaned_data["version"], "title": form.cleaned_data.get("title", issue.title)}
        try:
            services.edit_issue(issue.pk, by=request.user, prose=form.prose, **cleaned)
        except Outdated:
            return conflict(request, form, EditForm(issue=get_issue(request.user, pk), section=section), subject=issue)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return _edited(request, issue)
    context = {"issue": issue, "form": form, "section": section}
    return show(request, EDIT, context, partial="form", status=422 if posted else 200)


@require_POST
def issue_recompile(request: HttpRequest, pk: int) -> HttpResponse:
    issue, today = get_issue(request.user, pk), timezone.localdate()
    return _act(
        request,
        issue,
        "recompile",
        lambda **_version: services.recompile_issue(issue.pk, by=request.user, on=today, calendar=workdays.load()),
    )


@require_POST
def issue_submit(request: HttpRequest, pk: int) -> HttpResponse:
    return _step(request, get_issue(request.user, pk), "submit", services.submit_issue)


@require_POST
def issue_approve(request: HttpRequest, pk: int) -> HttpResponse:
    return _step(request, get_issue(request.user, pk), "approve", services.approve_issue)


@require_http_methods(["GET", "POST"])
def issue_return(request: HttpRequest, pk: int) -> HttpResponse:
    issue, today = get_issue(request.user, pk), timezone.localdate()
    form = ReturnForm(request.POST if request.method == "POST" else None)
    return _ask(
        request,
        issue,
        "return",
        form,
        lambda **typed: services.return_issue(issue.pk, by=request.user, on=today, **typed),
    )


@require_http_methods(["GET", "POST"])
def issue_sign(request: HttpRequest, pk: int) -> HttpResponse:
    issue, today = get_issue(request.user, pk), timezone.localdate()
    form = SignForm(
        request.POST if request.method == "POST" else None,
        initial={"version": issue.version},
        has_fonts=_has_fonts(),
    )
    return _ask(
        request,
        issue,
        "sign",
        form,
        lambda **typed: services.sign_issue(issue.pk, by=request.user, on=today, font_dir=settings.FONT_DIR, **typed),
    )


# ── What they share ──────────────────────────────────────────────────────────────────────────────────────────────────
def get_issue(user: Any, pk: int) -> Issue:
    """The issue if this user may see it; 404 otherwise, for foreign and missing look alike."""
    issues = Issue.objects.visible_to(user).select_related("kind__numbers", "editor", "signed_by")
    return get_object_or_404(issues, pk=pk)


def _detail(request: HttpRequest, issue: Issue) -> dict[str, Any]:
    sees_drafts = request.user.acts_as(*SEES_DRAFTS)  # type: ignore[union-attr]
    return {
        "issue": issue,
        "sheet": sheet_of(issue, on=timezone.localdate()),
        "steps": buttons(issue, request.user),
        "may_edit": "edit" in open_steps(STEPS, MAY, issue, request.user),
        "sees_drafts": sees_drafts,
        "digests": queries.digests_of(issue),
        "changed": len(issue.facts.get("changed", {})),
        "events": Event.objects.about(issue)[:EVENTS] if sees_drafts else [],
    }


def _step(request: HttpRequest, issue: Issue, name: str, service: Callable[..., Any]) -> HttpResponse:
    today = timezone.localdate()
    return _act(request, issue, name, lambda **seen: service(issue.pk, by=request.user, on=today, **seen))


def _act(request: HttpRequest, issue: Issue, name: str, service: Callable[..., Any]) -> HttpResponse:
    """A step without a form: done or refused, one is back on the sheet."""
    form = VersionForm(request.POST)
    try:
        service(version=form.cleaned_data["version"] if form.is_valid() else None)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, str(BUTTONS[name].done))
    return redirect(issue)


def _ask(request: HttpRequest, issue: Issue, name: str, form: Any, service: Callable[..., Any]) -> HttpResponse:
    """A step with a form of its own."""
    _only_if_open(issue, name, request.user)
    if form.is_bound and form.is_valid():
        try:
            service(**form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, str(BUTTONS[name].done))
            return redirect(issue)
    context = {"issue": issue, "form": form, "button": BUTTONS[name], "is_signing": name == "sign"}
    return show(request, STEP, context, status=422 if form.is_bound else 200)


def _only_if_open(issue: Issue, name: str, user: Any) -> None:
    behalf(MAY, name, user, issue)


def _edited(request: HttpRequest, issue: Issue) -> HttpResponse:
    if getattr(request, "htmx", False):
        fresh = show(request, DETAIL, _detail(request, get_issue(request.user, issue.pk)), partial="edited")
        return reswap(retarget(fresh, "#sheet"), "outerHTML")
    messages.success(request, str(BUTTONS["edit"].done))
    return redirect(issue)


def _has_fonts() -> bool:
    try:
        require_fonts(settings.FONT_DIR)
    except Refused:
        return False
    return True
