"""What an issue is compiled from, and which issues wait for whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch, Q

from secretariat.workflow import allowed
from supervision.bulletins.models import BulletinKind, FrozenPaper, Issue
from supervision.bulletins.rules import MAY
from supervision.bulletins.states import IssueState
from supervision.items.models import Extension, Report, SupervisionItem


@dataclass(frozen=True)
class Period:
    """The days an issue speaks of, both included, seen from the day `on` on which it is compiled."""

    first_on: date
    last_on: date
    on: date

    @property
    def end(self) -> date:
        """The last day that can be spoken of: that of the period, or today where the period is not over."""
        return min(self.last_on, self.on)

    @property
    def judged_on(self) -> date:
        """The day on which lateness is judged: what was due on the last day is late at its midnight (rule 9)."""
        return min(self.last_on + timedelta(days=1), self.on)

    def holds(self, day: date | None) -> bool:
        """Whether a day lies in the period and is not after its end."""
        return day is not None and self.first_on <= day <= self.end


def items_in(period: Period) -> list[SupervisionItem]:
    """Every item that was filed by the end of the period and was not done or dropped before it began, by number."""
    done_before = Q(done_on__lt=period.first_on) | Q(dropped_on__lt=period.first_on)
    return _with_parts(SupervisionItem.objects.filter(filed_on__lte=period.end).exclude(done_before))


def items_of(ids: Iterable[int]) -> list[SupervisionItem]:
    """These items, by number."""
    return _with_parts(SupervisionItem.objects.filter(pk__in=list(ids)))


def _with_parts(items: Any) -> list[SupervisionItem]:
    reports = Prefetch("reports", Report.objects.select_related("cause").order_by("-on", "-pk"))
    granted = Prefetch("extensions", Extension.objects.filter(state="granted"))
    kept = items.filter(deleted_at=None).select_related(
        "lead", "decision__meeting__series", "plan_item__plan", "consultation__programme", "instruction"
    )
    return list(kept.prefetch_related(reports, granted, "suspensions").order_by("year", "number"))


def issue_before(kind: BulletinKind, period: Period) -> Issue | None:
    """The last signed issue of a kind that speaks of an earlier period."""
    issued = Issue.objects.filter(kind=kind, state=IssueState.ISSUED, last_on__lt=period.first_on)
    found: Issue | None = issued.order_by("-last_on", "-pk").first()
    return found


def kinds_for_month(first_on: date, last_on: date) -> list[BulletinKind]:
    """The kinds that are compiled every month and have not been issued for this one."""
    issued = Issue.objects.filter(state=IssueState.ISSUED, first_on=first_on, last_on=last_on)
    return list(BulletinKind.objects.filter(compiled_monthly=True).exclude(issues__in=issued).order_by("pk"))


def open_issue(kind: BulletinKind, first_on: date, last_on: date) -> Issue | None:
    """The issue of a period that is not signed yet: there is at most one."""
    found: Issue | None = (
        Issue.objects.filter(kind=kind, first_on=first_on, last_on=last_on).exclude(state=IssueState.ISSUED).first()
    )
    return found


def issued_for(kind: BulletinKind, first_on: date, last_on: date) -> Issue | None:
    """The last signed issue of exactly this period."""
    issued = Issue.objects.filter(kind=kind, first_on=first_on, last_on=last_on, state=IssueState.ISSUED)
    found: Issue | None = issued.select_related("kind").order_by("-pk").first()
    return found


def issue_list(user: Any) -> Any:
    """The issues a user may see, newest first, without their facts."""
    return Issue.objects.visible_to(user).select_related("kind", "editor", "signed_by").defer("facts")


def issues_with(item_id: int, user: Any) -> list[tuple[Issue, str]]:
    """The issues in which an item stands, as far as `user` may see them, each with what it says of the item's state."""
    found = Issue.objects.visible_to(user).filter(facts__rows__has_key=str(item_id)).select_related("kind")
    return [(issue, issue.facts["rows"][str(item_id)]["state"]) for issue in found.order_by("last_on", "pk")]


def issues_to_decide(user: Any) -> list[Issue]:
    """The issues that wait for this person's review or signature."""
    waiting = {IssueState.REVIEW: "approve", IssueState.APPROVED: "sign"}
    found = issue_list(user).filter(state__in=list(waiting))
    return [issue for issue in found if allowed(MAY, waiting[IssueState(issue.state)], user, issue)]


def prose_of(issue: Issue) -> dict[str, str]:
    """The text that editors have written, by section."""
    return dict(issue.sections.values_list("code", "prose"))


def digests_of(issue: Issue) -> dict[str, str]:
    """The SHA-256 of the frozen files by format, without the files; empty for an issue that is not signed."""
    found = FrozenPaper.objects.filter(issue=issue).values("docx_sha256", "pdf_sha256").first()
    return {name: digest for name, digest in _formats(found) if digest}


def _formats(found: Any) -> list[tuple[str, str]]:
    return [("docx", found["docx_sha256"]), ("pdf", found["pdf_sha256"])] if found else []
