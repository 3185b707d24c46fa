"""Minutes pasted and published."""

import csv
import logging
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, transaction

from planning.meetings.detail import Line
from planning.meetings.models import MinutesPaper
from planning.meetings.services import paste_minutes, publish_minutes
from secretariat.audit.models import Event
from secretariat.errors import Refused
from secretariat.outbox.models import Notice
from secretariat.workflow import Outdated, TransitionRefused
from tests.planning.factories import DecisionFactory, MeetingFactory
from tests.secretariat.papers.conftest import font_dir

__all__ = ["font_dir"]

ON = date(2026, 11, 17)
EXPECTED = Path(__file__).parent.parent / "minutes-2026-11-16.expected.csv"
SHORT = "一、由行政处牵头，财务处配合，12月10日前完成。"


@pytest.fixture
def held(units):
    """The meeting of the sample minutes."""
    return MeetingFactory(number=42, nominal_on=date(2026, 11, 16))


@pytest.fixture
def paste(held, planner):
    """`paste(text)` pastes it into that meeting."""
    return lambda text, **facts: paste_minutes(held.pk, text=text, by=planner, on=ON, **facts)


def expected(units):
    with EXPECTED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            named = {"各专门委员会": ";".join(name for name, unit in units.items() if unit.kind == "专委会")}
            leads = named.get(row["lead"], row["lead"])
            yield row["line"], row["needs_handling"] == "yes", leads, row["co_units"], row["due"], row["cycle"]


def test_sample_minutes_give_the_expected_rows(paste, sample, units):
    meeting = paste(sample)

    rows = [
        (
            decision.label,
            decision.needs_handling,
            ";".join(unit.name for unit in decision.leads.all()),
            ";".join(unit.name for unit in decision.co_units.all()),
            str(decision.due_on or ""),
            decision.cycle,
        )
        for decision in meeting.decisions.order_by("ordinal")
    ]
    assert rows == list(expected(units))


def test_pasting_keeps_the_text_and_is_recorded(paste, held):
    paste(SHORT)

    held.refresh_from_db()
    event = Event.objects.get(verb="meeting.minutes_pasted")
    assert (held.state, held.minutes, held.version) == ("drafting", SHORT, 2)
    assert (event.before, event.after, event.data) == ("planned", "drafting", {"decisions": 1, "replaced": 0})


def test_pasting_tells_those_who_confirm(paste, supervisor, leader):
    paste(SHORT)

    assert [notice.recipient for notice in Notice.objects.all()] == [supervisor]


def test_minutes_are_not_pasted_before_the_day_of_the_meeting(held, planner, snapshot):
    before = snapshot()

    with pytest.raises(Refused, match="会议尚未召开，召开日期为2026-11-16") as refusal:
        paste_minutes(held.pk, text=SHORT, by=planner, on=date(2026, 11, 15))
    assert (refusal.value.field, snapshot()) == ("text", before)


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("〔2026〕第36次", "文中写的是〔2026〕第36次，本次会议是〔2026〕第42次。"),
        ("〔2025〕第42次", "文中写的是〔2025〕第42次，本次会议是〔2026〕第42次。"),
        ("时间：2026年9月21日", "文中写的是2026-09-21，本次会议是2026-11-16。"),
        ("〔2026〕第36次\n时间：9月21日", "第36次、2026-09-21，本次会议是〔2026〕第42次、2026-11-16。"),
    ],
)
def test_rule_37_the_text_of_another_meeting_is_refused_before_anything_is_saved(held, paste, snapshot, head, words):
    before = snapshot()

    with pytest.raises(Refused, match=words) as refusal:
        paste(f"{head}\n{SHORT}")
    assert (refusal.value.field, snapshot()) == ("belongs", before)


def test_deadlines_of_a_text_that_belongs_all_the_same_count_from_the_meeting(paste):
    meeting = paste("时间：2026年9月21日\n一、由行政处牵头，本月底前完成。", belongs=True)

    assert meeting.decisions.get().due_on == date(2026, 11, 30)


def test_a_unit_outside_the_table_is_kept_as_written(paste):
    decision = paste("一、由市委统战部牵头，行政处配合，12月10日前完成。").decisions.get()

    assert (list(decision.leads.all()), decision.reading["unknown_leads"]) == ([], ["市委统战部"])


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("一、由信息处、秘书处共同牵头，综合处配合，12月10日前完成。", ["信息技术处", "秘书处"]),
        ("二、行政处、信息处分别提出意见，由研究室汇总，12月10日前完成。", ["行政处", "信息技术处", "研究室"]),
        ("三、请各专委会于11月底前将建议报研究室汇总。", ["研究室"]),
    ],
)
def test_the_leads_that_are_named_and_who_gathers_are_offered_where_several_lead(paste, text, offered):
    line = Line(paste(text).decisions.get(), steps=frozenset())

    assert ([name for _, name in line.gatherers], line.must_choose) == (offered, True)


def test_the_leads_stand_in_the_order_of_the_text(paste):
    decision = paste("一、由行政处、信息处共同牵头，财务处、综合处配合，12月10日前完成。").decisions.get()

    assert [unit.name for unit in decision.leads_as_written] == ["行政处", "信息技术处"]
    assert [unit.name for unit in decision.co_units_as_written] == ["财务处", "综合处"]


def test_pasting_again_replaces_what_was_confirmed(paste, held, units, planner):
    paste(SHORT)
    DecisionFactory(meeting=held, ordinal=9, state="confirmed")

    paste("一、由财务处牵头，12月20日前完成。")

    assert [(decision.ordinal, str(decision.leads.get())) for decision in held.decisions.all()] == [(1, "财务处")]


def test_pasting_again_keeps_untracked_what_has_the_same_text(paste, held):
    paste(f"{SHORT}\n二、会议传达学习了有关文件精神。")
    held.decisions.filter(ordinal=2).update(state="not_tracked", not_tracked_reason="阅知")

    paste(f"{SHORT}\n二、会议传达学习了有关文件精神。")

    assert list(held.decisions.values_list("state", "not_tracked_reason")) == [
        ("proposed", ""),
        ("not_tracked", "阅知"),
    ]


def test_pasting_again_is_refused_once_a_decision_is_on_the_ledger(paste, held, snapshot):
    paste(SHORT)
    DecisionFactory(meeting=held, ordinal=9, state="tracked", title="消防验收")
    before = snapshot()

    with pytest.raises(Refused, match="消防验收"):
        paste(SHORT)

    assert snapshot() == before


@pytest.mark.parametrize(
    "text",
    ["", " \n ", "天气很好", SHORT + "\0", "一、" + "由行政处牵头。" * 30_000, "机密★1年\n" + SHORT],
    ids=["empty", "blank", "no decision", "NUL", "endless", "marked"],
)
def test_text_that_cannot_be_read_is_refused_and_kept_nowhere(paste, snapshot, text, caplog):
    before = snapshot()

    with caplog.at_level(logging.DEBUG, logger=""), pytest.raises(Refused) as refusal:
        paste(text)

    assert (refusal.value.field, snapshot(), caplog.text) == ("text", before, "")


def test_text_that_only_speaks_of_secrets_passes(paste):
    assert paste(f"{SHORT}\n二、由行政处牵头，做好国家秘密和商业秘密保护，12月底前完成。").decisions.count() == 2


def test_pasting_is_refused_over_a_version_that_was_not_seen(paste, snapshot):
    before = snapshot()

    with pytest.raises(Outdated):
        paste(SHORT, version=7)

    assert snapshot() == before


@pytest.mark.parametrize("who", ["leader", "head"])
def test_pasting_is_refused_to_others(held, who, request, snapshot):
    person = request.getfixturevalue(who)
    before = snapshot()

    with pytest.raises(PermissionDenied):
        paste_minutes(held.pk, text=SHORT, by=person, on=ON)

    assert snapshot() == before


def test_rule_37_published_minutes_never_change(planner):
    meeting = MeetingFactory(state="published")

    with pytest.raises(TransitionRefused):
        paste_minutes(meeting.pk, text=SHORT, by=planner, on=ON)


@pytest.mark.parametrize("state", ["proposed", "confirmed"])
def test_rule_30_publishing_is_refused_while_a_decision_is_undecided_and_names_it(drafted, planner, snapshot, state):
    DecisionFactory(meeting=drafted, label="四", state=state)
    before = snapshot()

    with pytest.raises(Refused, match="四"):
        publish_minutes(drafted.pk, by=planner, on=ON)

    assert snapshot() == before


def test_rule_30_minutes_are_published_when_everything_is_decided(drafted, planner):
    DecisionFactory(meeting=drafted, state="tracked")
    DecisionFactory(meeting=drafted, state="not_tracked")

    publish_minutes(drafted.pk, by=planner, on=ON)

    drafted.refresh_from_db()
    assert (drafted.state, drafted.published_on) == ("published", ON)
    assert Event.objects.get().verb == "meeting.minutes_published"


def test_publishing_tells_the_heads_of_the_units_named(drafted, planner, head, stranger, units):
    DecisionFactory(meeting=drafted, state="tracked", leads=[units["行政处"]])

    publish_minutes(drafted.pk, by=planner, on=ON)

    assert [(notice.recipient, notice.url) for notice in Notice.objects.all()] == [(head, drafted.get_absolute_url())]


def test_rule_37_minutes_issued_outside_are_frozen_as_papers_with_their_own_words(paste, held, planner, sample):
    paste(sample)
    held.decisions.update(state="not_tracked", not_tracked_reason="已办")

    publish_minutes(held.pk, by=planner, on=ON)

    paper = held.paper
    written = [line.text for line in docx.Document(BytesIO(bytes(paper.docx))).paragraphs]
    assert (paper.facts["title"], paper.pdf, paper.facts["date"]) == (str(held), None, "2026-11-17")
    assert paper.facts["opening"] == sample.strip().splitlines()[2:]
    assert written[0] == "外部印发 文本留存" and set(paper.facts["opening"]) <= set(written)
    with pytest.raises(ProgrammingError), transaction.atomic():
        MinutesPaper.objects.update(pdf_sha256="")


def test_a_sign_that_no_font_has_leaves_minutes_issued_outside_the_word_file(paste, held, planner, font_dir):
    paste(f"{SHORT}😀")
    held.decisions.update(state="not_tracked", not_tracked_reason="已办")

    publish_minutes(held.pk, by=planner, on=ON, font_dir=font_dir)

    assert (held.paper.pdf, bool(held.paper.docx)) == (None, True)
