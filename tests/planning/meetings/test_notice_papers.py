"""The papers of a meeting before it is held, as plain rows: the notice, and the agenda with its times."""

from datetime import date, time
from types import SimpleNamespace

from planning.meetings.guests import Roll
from planning.meetings.models import AgendaLine, Attendance, Invitation, Meeting, Series
from planning.meetings.notice_papers import agenda_paper, notice_paper, slots
from secretariat.papers.paper import Table, words_of
from secretariat.people.models import Department, User

TODAY = date(2026, 11, 24)
SERIES = Series(pk=3, name="秘书长办公会")
MEETING = Meeting(
    series=SERIES, year=2026, number=43, held_on=date(2026, 11, 30), starts_at=time(9), place="三楼", chair="秘书长"
)
FACTS = {"meeting": MEETING, "held_on": MEETING.held_on, "starts_at": MEETING.starts_at, "place": MEETING.place}
UNIT = Department(pk=1, name="农业农村委员会", short_name="农业农村委")


def said(roll=None, **facts):
    paper = notice_paper(Invitation(**FACTS | facts), roll or Roll([], [], []), on=TODAY)
    return paper, "\n".join(words_of(paper))


def test_a_notice_says_number_time_place_topics_people_and_contact():
    roll = Roll(
        [Attendance(person=User(name="罗建平"), unit=UNIT), Attendance(unit=UNIT)], [Attendance(name="王教授")], []
    )
    paper, text = said(
        roll, number_text="政协办会〔2026〕15号", topics=["听取汇报"], bring="材料", contact="周远", sent_on=TODAY
    )

    assert (paper.title, paper.issue_line) == ("关于召开秘书长办公会第43次会议的通知", "政协办会〔2026〕15号")
    for line in (
        "定于11月30日召开秘书长办公会第43次会议，现将有关事项通知如下。",
        "一、时间：2026年11月30日（星期一）9:00",
        "二、地点：三楼",
        "四、议题：",
        "1.听取汇报",
        "五、出席人员：罗建平（农业农村委）、农业农村委员会",
        "六、列席人员：王教授",
        "七、携带材料：材料",
        "八、联系人：周远",
    ):
        assert line in text


def test_a_meeting_of_another_year_than_its_notice_is_convened_with_its_year():
    _paper, text = said(held_on=date(2027, 1, 4), sent_on=TODAY)

    assert "定于2027年1月4日召开" in text


def test_a_draft_has_room_for_its_number_and_the_day_of_today():
    paper, _text = said()

    assert (paper.issue_line, paper.date) == ("〔2026〕\u3000\u3000号", TODAY)


def test_a_cancelled_meeting_is_called_off_with_its_reason():
    meeting = Meeting(series=SERIES, number=43, cancel_reason="与主席会议冲突。")

    paper, text = said(meeting=meeting, method="cancel", number_text="政协办会〔2026〕15号")

    assert paper.title == "关于取消召开秘书长办公会第43次会议的通知"
    assert ("与主席会议冲突。" in text, "议题" in text) == (True, False)


def test_each_line_of_an_agenda_is_heard_after_the_one_before():
    assert slots(time(9), [10, 15, 100]) == [
        (time(9), time(9, 10)),
        (time(9, 10), time(9, 25)),
        (time(9, 25), time(11, 5)),
    ]


def test_an_agenda_names_times_presenters_and_papers():
    lines = [
        AgendaLine(title="传达学习", minutes=10, presenter=""),
        AgendaLine(title="审议方案", minutes=15, presenter="罗建平", topic_id=5),
    ]
    files = {5: [SimpleNamespace(name="方案.docx"), SimpleNamespace(name="说明.pdf")]}

    paper = agenda_paper(MEETING, lines, files, on=TODAY)

    [table] = [block for block in paper.blocks if isinstance(block, Table)]
    assert table.rows == (
        ("1", "9:00—9:10", "传达学习", "—", "10", "—"),
        ("2", "9:10—9:25", "审议方案", "罗建平", "15", "方案.docx\n说明.pdf"),
    )
    assert (paper.title, table.note) == ("秘书长办公会第43次会议议程", "共25分钟。")
