"""Until when, or how often: which of the words of time in a decision is the limit of its lead, and which its rhythm."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from planning.meetings.acts import VERBISH
from planning.meetings.cast import Cast
from planning.meetings.lines import LONGEST_TITLE
from secretariat.patterns import regex
from secretariat.workdays.phrases import TimePhrase

_DONE_BEFORE = regex(r"(?:已经?|均已|业已)(?:于|在)?$")
_OF_THINGS = regex(r"(?:到期|届满|期满|形成|产生|发生|立案|受理|收到|交办)的")
_REASON = regex(r"\s*(?:鉴于|由于|因(?![此地])|随着|考虑到|按照|根据|依据|对照)")
_AT = regex(
    r"(?:^|[,。;\n]|[最至]迟|最晚|于|在|至|到|力争|争取|拟|计划|确保|截至|截止到?|期限|时限|时间|完成时间)[::为]?$"
)
_ACT_AFTER = regex(
    r"\s*(?:$|[,。;)]|完成|召开|举办|举行|开展|组织|建成|投入|提交|提出|提请|呈报|报|上报|印发|形成|推出|实现|答复|进行|启动|结题|结束|验收|上线|开工|竣工|定稿|由|就|对|将|赴"
    r"|发放|交付|送|开通|拿出|制定|出台|落实|到位|走访|调研|视察|协商|做好|集中|全面|全部|正式|正常|如期|汇总|反馈|合并|碰头|试运行|交|缴|演练|公示|公布|发布|审议|上会|移交|投用|开放|亮相|付印|挂牌|签订|签约|启用|入驻|揭牌|出版|出刊|定版|封存|发行|面试|笔试|考察|施工|进场|试点|调试|测试|编印|修订|修改|改造|更换|办结|销号|见效|施行|实施)"
)
_CHANGED = regex(r"[^,。;]{0,6}(?:改为|改成|调整为|变更为)")
_TELLS = regex(r"[^,。;、]{0,6}(?:报告|报送|上报|通报|汇报|公布)")
_MEASURED = regex(r"[^,。;]{1,12}(?:不低于|不少于|不超过|不高于|同比|占比)")
_PLANNED = regex(r"(?:[拟定将]于?|预计|供)$|会议?(?:拟|定|将)?于?$")
_GOES_ON = regex(r"[,。;]|、$|(?:并|再|且)[于在]$")
_BEGINS = regex(r"(?:^|[,。;、]|力争|争取|确保|[于在])$")
_OTHERS = regex(r"\s*(?:的|主席|主任|常委|党组|秘书长|市|省|全[国省市会]|大会|会议|各)")
_FINISHED = regex(r"(?:全部|全面|基本)?(?:完成(?![^,。;]{0,8}的)|办结|印发|上线|交付|就绪|到位|建成|投用|出版)")
_NAMED_AFTER = regex(r"的|[^,。;]{0,8}(?:会议精神|印发的)")
_TAKES_PLACE = regex(r"的[^,。;]{2,14}(?:召开|举行|举办|开展)")
_WITHIN_TASK = regex(r"(?:负责|做好|抓好|筹备|保障|落实|安排)$")
_AT_ONCE = ("立即", "立刻", "即刻", "马上")
# Words of time that say nothing about an end.
_NO_AIM = (*_AT_ONCE, "全年", "今天", "今日", "当天", "当日")


def read_limits(
    flat: str, times: Sequence[TimePhrase], cast: Cast, on: date
) -> tuple[TimePhrase | None, TimePhrase | None]:
    """The limit and the rhythm of the lead of the decision `flat` (half-width), as they are meant on the day `on`."""
    return _of_rhythm(_due(flat, times, cast, on), _cycle(flat, times, cast))


def _due(flat: str, times: Sequence[TimePhrase], cast: Cast, on: date) -> TimePhrase | None:
    """The day by which the lead is to be done: the latest limit set to it, else a day it acts on, else at once."""
    days = [found for found in times if found.last and not _is_set_elsewhere(found, flat)]
    own = [found for found in days if not cast.is_anothers(found.start)]
    if any(found.is_limit and cast.is_the_leads(found.start) for found in own):
        own = [found for found in own if not cast.follows_another(found.start)]
    # With a rhythm of its own the lead needs no limit of another's.
    for candidates in (own,) if _cycle(flat, times, cast) else (own, days):
        limits = [found for found in candidates if found.is_limit]
        main = [found for found in limits if not _is_within_task(found, flat)]
        main += [found for found in candidates if main and not found.is_limit and _is_bracketed(found, flat, on)]
        soft = [found for found in candidates if _is_aim(found, flat, on)]
        main += [found for found in soft if main and (_ends(found, flat) or _is_next_step(found, main[-1], flat))]
        chosen = main or soft or limits
        if chosen:
            return max(chosen, key=lambda found: found.last or on)
    return next((found for found in own if found.words in _AT_ONCE), None)


def _is_set_elsewhere(found: TimePhrase, flat: str) -> bool:
    # 已于5日办结, 鉴于系统年底停用, 3月底前到期的合同, 《2026年度报告》: no limit of the task.
    near = max(0, found.start - LONGEST_TITLE)
    begin = max(near, *(flat.rfind(mark, near, found.start) + 1 for mark in ",。;\n"))
    is_in_title = flat.rfind("《", 0, found.start) > flat.rfind("》", 0, found.start)
    is_of_things = _OF_THINGS.match(flat, found.end) is not None
    return (
        is_in_title
        or is_of_things
        or bool(_DONE_BEFORE.search(_before(found, flat)) or _REASON.match(flat, begin, found.start))
    )


def _before(found: TimePhrase, flat: str) -> str:
    return flat[max(0, found.start - 12) : found.start]


def _is_bracketed(found: TimePhrase, flat: str, on: date) -> bool:
    # 起草（11月底前）、审议（明年1月）: among limits a day alone in its brackets is one.
    return f"{flat[found.start - 1]}{flat[found.end : found.end + 1]}" == "()" and (found.last or on) > on


def _is_within_task(found: TimePhrase, flat: str) -> bool:
    # "负责国庆节前安全检查": the day belongs to the name of the task.
    return bool(_WITHIN_TASK.search(_before(found, flat))) and not _ACT_AFTER.match(flat, found.end)


def _is_next_step(found: TimePhrase, before: TimePhrase, flat: str) -> bool:
    # 5日前拿出修改稿，12月上旬提交审议: a clause of its own goes on from the limit; what was planned before does not.
    between = flat[before.end : found.start]
    is_apart = _GOES_ON.search(between) is not None
    return is_apart and _acts_on(found, flat) and not _PLANNED.search(between)


def _acts_on(found: TimePhrase, flat: str) -> bool:
    if _ACT_AFTER.match(flat, found.end):
        return True
    is_opening = _BEGINS.search(_before(found, flat)) is not None and _OTHERS.match(flat, found.end) is None
    return is_opening and VERBISH.match(flat, found.end) is not None


def _ends(found: TimePhrase, flat: str) -> bool:
    # 一是12月上旬完成培训；二是11月底前上线: in a clause of its own a day on which something is done is an end.
    return _BEGINS.search(_before(found, flat)) is not None and _FINISHED.match(flat, found.end) is not None


def _is_aim(found: TimePhrase, flat: str, on: date) -> bool:
    if found.is_limit or found.last is None or found.last < on or found.words.endswith(_NO_AIM):
        return False
    if _NAMED_AFTER.match(flat, found.end):
        return _before(found, flat).endswith("确保") and _TAKES_PLACE.match(flat, found.end) is not None
    if _ACT_AFTER.match(flat, found.end):
        return True
    # 第三季度支出进度不低于七成: the words belong to what is measured.
    return _AT.search(_before(found, flat)) is not None and not _MEASURED.match(flat, found.end)


def _cycle(flat: str, times: Sequence[TimePhrase], cast: Cast) -> TimePhrase | None:
    """The rhythm of the lead: the one with a day, else that in which it reports, else the first."""
    own = [found for found in times if found.cycle and not cast.is_anothers(found.start)]
    own = [found for found in own if not _CHANGED.match(flat, found.end)]
    named = [found for found in own if ":" in found.cycle]
    told = [found for found in own if _TELLS.match(flat, found.end)]
    return next(iter([*named, *told, *own]), None)


def _of_rhythm(due: TimePhrase | None, cycle: TimePhrase | None) -> tuple[TimePhrase | None, TimePhrase | None]:
    """Limit and rhythm; a day that only says when in the rhythm is none for the whole."""
    if due is None or cycle is None:
        return due, cycle
    if cycle.cycle == "monthly" and due.last and due.words.startswith("次月"):
        # 每月汇总，次月5日前公布: the day belongs to the rhythm.
        return None, replace(due, cycle=f"monthly:{due.last.day}")
    if cycle.cycle.startswith("quarterly") and due.words.startswith("次月"):
        return None, cycle
    if cycle.cycle.startswith(("weekly", "biweekly")) and due.words.startswith(("周", "星期")):
        return None, cycle
    return due, cycle
