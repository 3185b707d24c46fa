"""What people do with an issue: compiled, edited, submitted, reviewed, signed; one function per step."""

from collections.abc import Mapping
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now
from django.utils import translation
from django.utils.translation import gettext as _

from secretariat.audit import services as audit
from secretariat.errors import Refused
from secretariat.jobs import services as jobs
from secretariat.jobs.models import Job
from secretariat.numbering import services as numbering
from secretariat.numbering.models import NumberKind
from secretariat.papers.docx import render_docx
from secretariat.papers.fonts import require_fonts
from secretariat.papers.pdf import render_pdf
from secretariat.workdays.calendar import Calendar
from secretariat.workflow import behalf_of, permit, take
from supervision.bulletins import facts as reading
from supervision.bulletins import queries, wording
from supervision.bulletins.compile import compile_facts
from supervision.bulletins.models import BulletinKind, FrozenPaper, Issue, Section
from supervision.bulletins.notices import tell
from supervision.bulletins.paper import imprint_of, paper_of
from supervision.bulletins.queries import Period
from supervision.bulletins.rules import MAY, may_compile
from supervision.bulletins.sections import SECTIONS
from supervision.bulletins.states import STEPS, IssueState

JOB = "compile_bulletin"


# ── Compiling ────────────────────────────────────────────────────────────────────────────────────────────────────────
def ask_to_compile(kind: BulletinKind, *, first_on: date, last_on: date, by: Any, at: datetime, again: bool) -> Job:
    """Put the compiling of a period in the queue. Asked twice within a minute it is one job.

    `again` asks for a correction of an issue that is signed: a new issue (rule 43). Raises PermissionDenied, and
    Refused for a period that has not begun, or has been issued and is not to be corrected.
    """
    behalf = permit(by, may_compile)
    period = Period(first_on, last_on, at.date())
    _refuse(kind, period, again=again)
    arguments = {"kind": kind.code, "first_on": str(first_on), "last_on": str(last_on), "again": again}
    if behalf:
        arguments["behalf"] = behalf.pk
    key = f"{JOB}:{kind.code}:{first_on}:{last_on}:{at:%Y%m%dT%H%M}"
    return jobs.schedule(JOB, nominal_at=at, key=key, arguments=arguments, by=by)


@transaction.atomic
def compile_issue(
    kind_code: str,
    *,
    first_on: date,
    last_on: date,
    on: date,
    calendar: Calendar,
    by: Any = None,
    behalf: Any = None,
    again: bool = False,
) -> Issue:
    """Make the draft of this kind and period, or refresh its facts; prose and title stay.

    It may run twice, or twice at once: there is one draft. An issue already under review is left as it is. `by` None
    means the system. Raises Refused as `ask_to_compile` does.
    """
    kind = BulletinKind.objects.get(code=kind_code)
    period = Period(first_on, last_on, on)
    _refuse(kind, period, again=again)
    issue = _open(kind, period, by)
    if issue.state == IssueState.DRAFT:
        _fill(issue, period, calendar)
        audit.record(actor=by, behalf=behalf, verb="bulletin.compiled", subject=issue, after=issue.state)
    return issue


@transaction.atomic
def recompile_issue(issue_id: int, *, by: Any, on: date, calendar: Calendar) -> Issue:
    """Refresh the facts of a draft; prose stays, changed figures are marked."""
    issue = _take(issue_id, "recompile", by)
    _fill(issue, Period(issue.first_on, issue.last_on, on), calendar)
    audit.record(actor=by, verb="bulletin.recompiled", subject=issue, changed=issue.facts["changed"])
    return issue


def _refuse(kind: BulletinKind, period: Period, *, again: bool) -> None:
    if period.on < period.first_on:
        raise Refused(_("The period has not begun yet."), field="month")
    issued = None if again else queries.issued_for(kind, period.first_on, period.last_on)
    if issued and not queries.open_issue(kind, period.first_on, period.last_on):
        words = _("%(issue)s speaks of this period already. A correction is a new issue: say that you want one.")
        raise Refused(words % {"issue": issued.facts["imprint"]["file_name"]}, field="again")


def _open(kind: BulletinKind, period: Period, by: Any) -> Issue:
    """The unsigned issue of the period, locked; made where there is none. The constraint lets only one be made."""
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Report on matters under supervision in %(period)s") % {
            "period": wording.period_words(period.first_on, period.last_on)
        }
    days = {"first_on": period.first_on, "last_on": period.last_on}
    draft = Issue(kind=kind, title=title, compiled_at=Now(), editor=by, **days)
    Issue.objects.bulk_create([draft], ignore_conflicts=True)
    unsigned = Issue.objects.exclude(state=IssueState.ISSUED).select_related("kind__numbers")
    issue: Issue = unsigned.select_for_update(of=("self",)).get(kind=kind, **days)
    return issue


def _fill(issue: Issue, period: Period, calendar: Calendar) -> None:
    found = compile_facts(issue.kind, period, calendar=calendar)
    found["changed"] = reading.changes(issue.facts, found)
    with translation.override(settings.LANGUAGE_CODE):
        Section.objects.bulk_create(
            [
                Section(issue=issue, code=code, order=order, heading=str(heading))
                for order, (code, heading) in enumerate(SECTIONS, start=1)
            ],
            ignore_conflicts=True,
        )
    issue.facts, issue.compiled_at = found, Now()
    issue.save(update_fields=["facts", "compiled_at"])
    issue.refresh_from_db(fields=["compiled_at"])


# ── Editing and reviewing ────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def edit_issue(issue_id: int, *, by: Any, version: int, title: str, prose: Mapping[str, str]) -> Issue:
    """Change the title and the text of some sections of a draft. Raises Outdated after somebody else's edit."""
    issue = _take(issue_id, "edit", by, version=version)
    issue.title = title
    changed = _write(issue, prose)
    _save(issue, "edit", "title")
    audit.record(actor=by, verb="bulletin.edited", subject=issue, title=title, sections=changed)
    return issue


@transaction.atomic
def submit_issue(issue_id: int, *, by: Any, on: date, version: int | None = None) -> Issue:
    """Put a draft before the reviewers; who submits is its editor, and another one reviews it."""
    issue = _take(issue_id, "submit", by, version=version)
    issue.editor, issue.editor_behalf = by, behalf_of(issue)
    issue.facts = {**issue.facts, "changed": {}}
    return _finish(issue, "submit", by, on, "editor", "editor_behalf", "facts", verb="submitted")


@transaction.atomic
def return_issue(issue_id: int, *, by: Any, on: date, reason: str) -> Issue:
    """Send an issue back to be edited. Refused without a reason."""
    issue = _take(issue_id, "return", by)
    if not reason.strip():
        raise Refused(_("Say what is to be changed."), field="reason")
    return _finish(issue, "return", by, on, verb="returned", note=reason)


@transaction.atomic
def approve_issue(issue_id: int, *, by: Any, on: date, version: int | None = None) -> Issue:
    """Pass an issue on for signature."""
    return _finish(_take(issue_id, "approve", by, version=version), "approve", by, on, verb="approved")


# ── Signing ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def sign_issue(
    issue_id: int, *, by: Any, on: date, font_dir: Path, version: int | None = None, without_pdf: bool = False
) -> Issue:
    """Sign an issue: it gets its numbers, its facts are frozen, its files are made and kept (rules 21, 43).

    All of it in one transaction: a number that was taken for a signing that failed is given back. Without Chinese
    fonts in `font_dir` it is refused, unless `without_pdf` says that the Word file is enough. Refused as well where an
    issue of the time before was signed since this one was compiled, which looks back on another.
    """
    issue = _take(issue_id, "sign", by, version=version)
    _refuse_outlived(issue, on)
    if not without_pdf:
        require_fonts(font_dir)
    numbers = _number(issue, by, on)
    issue.facts = {**issue.facts, "imprint": imprint_of(issue, prose=queries.prose_of(issue), on=on, numbers=numbers)}
    frozen = _freeze(issue, font_dir, without_pdf=without_pdf)
    fields = ("year", "number", "overall_number", "signed_by", "signed_on", "facts")
    digests = {"docx_sha256": frozen.docx_sha256, "pdf_sha256": frozen.pdf_sha256}
    _finish(issue, "sign", by, on, *fields, verb="issued", note=issue.facts["imprint"]["issue_line"], **digests)
    return issue


def _refuse_outlived(issue: Issue, on: date) -> None:
    last = queries.issue_before(issue.kind, Period(issue.first_on, issue.last_on, on))
    if last and last.pk != issue.facts.get("before", {}).get("issue"):
        words = _(
            "%(name)s was issued after this issue had been compiled, which looks back on an earlier one. Return it to "
            "be compiled anew, then sign it."
        )
        raise Refused(words % {"name": last.facts["imprint"]["short_name"]})


def _number(issue: Issue, by: Any, on: date) -> tuple[str, str]:
    code = issue.kind.numbers.code
    try:
        number = numbering.take(code, year=on.year)
        overall = numbering.take(f"{code}-overall", year=0)
    except NumberKind.DoesNotExist as missing:
        words = _("There is no number format “%(code)s”; ask the administrator to add it.")
        raise Refused(words % {"code": f"{code}-overall"}) from missing
    issue.year, issue.number, issue.overall_number = number.year, number.n, overall.n
    issue.signed_by, issue.signed_on = by, on
    return number.text, overall.text


def _freeze(issue: Issue, font_dir: Path, *, without_pdf: bool) -> FrozenPaper:
    paper = paper_of(issue.facts, issue.facts["imprint"])
    docx, pdf = render_docx(paper), None if without_pdf else render_pdf(paper, font_dir=font_dir)
    return FrozenPaper.objects.create(
        issue=issue,
        docx=docx,
        docx_sha256=sha256(docx).hexdigest(),
        pdf=pdf,
        pdf_sha256=sha256(pdf).hexdigest() if pdf else "",
    )


# ── The moves that every step makes ──────────────────────────────────────────────────────────────────────────────────
def _take(issue_id: int, name: str, by: Any, *, version: int | None = None) -> Issue:
    rows = Issue.objects.select_related("kind__numbers")
    found: Issue = take(rows, issue_id, STEPS, MAY, name, by=by, version=version)
    return found


def _save(issue: Issue, step: str, *fields: str) -> str:
    before, issue.state = issue.state, STEPS[step].target
    issue.version += 1
    issue.save(update_fields=["state", "version", *fields])
    return before


def _finish(issue: Issue, step: str, by: Any, on: date, *fields: str, verb: str, note: str = "", **data: Any) -> Issue:
    before = _save(issue, step, *fields)
    audit.record(actor=by, verb=f"bulletin.{verb}", subject=issue, before=before, after=issue.state, note=note, **data)
    tell(step, issue, by=by, on=on, note=note)
    return issue


def _write(issue: Issue, prose: Mapping[str, str]) -> list[str]:
    """Save the prose that changed; returns the codes of those sections."""
    changed = [
        section for section in issue.sections.filter(code__in=list(prose)) if section.prose != prose[section.code]
    ]
    for section in changed:
        section.prose = prose[section.code]
        section.save(update_fields=["prose"])
    return [section.code for section in changed]
