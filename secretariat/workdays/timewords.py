"""The words of time: how each kind of phrase is written, and who reads it."""

import re
from functools import lru_cache

from secretariat.patterns import regex
from secretariat.workdays import moments
from secretariat.workdays.moments import Reader
from secretariat.workdays.numerals import ANNIVERSARIES, FESTIVALS, NUMBER

_NAMED_YEAR = r"(?P<year>今年|本年|当年|明年|次年|来年|后年|(?:19|20)\d\d年|二[〇零O○][一二三四五六七八九〇零]{2}年)"
_YEAR = rf"{_NAMED_YEAR}?度?"
_CLOCK = (
    r"(?:\((?:星期|周)?[一二三四五六日天]\))?(?:上午|中午|下午|晚上|晚)?(?:\d{1,2}(?:[::]\d\d|[时点](?:\d\d分?|半)?))?"
    r"(?:上班|下班)?"
)
_LIMIT = rf"(?P<limit>{_CLOCK}(?:之前|以前|前|之内|以内|内|截止|止))?"
_WEEKDAY = r"(?P<weekday>[一二三四五六日天末1-7])"
_BY = rf"(?P<limit>{_CLOCK}(?:之前|以前|前))"
_SHORT_MONTH, _SHORT_DAY = r"(?P<month>\d{1,2})", r"(?P<day>\d{1,2})"
_PART = r"(?P<part>上旬|中下旬|上中旬|中旬|下旬|底|末|初)"


def _pattern(text: str) -> re.Pattern[str]:
    return regex(text.replace("#N", NUMBER))


def _reader(needed: str, pattern: str, reader: Reader) -> tuple[list[frozenset[str]], re.Pattern[str], Reader]:
    """A kind of phrase; a text without a character out of each group of `needed` holds none, and is not searched."""
    return [frozenset(group) for group in needed.split()], _pattern(pattern), reader


# 会议召开3日前: days before an event, not a day of the month.
_EVENT = ("召开", "举行", "开展", "开幕", "开始", "开馆")
_NOT_EVENT = "".join(f"(?<!{event})" for event in _EVENT)
_OF_WEEK = rf"(?:的?(?:周|星期)?{_WEEKDAY}(?!次|天|项|期|个))?"
# 每次会议后, 主席会议后: not the meeting of these minutes.
_THIS_MEETING = "(?:(?<=[本此]次主席)|(?<!每次)(?<!主席)(?<!常委会)(?<!全体))"
_ONE_OF_MONTH = (
    r"的?(?:第[一二三四]|首|最后一|末(?=个?[周星]))个?(?:工作日|(?:周|星期)(?:的?(?:周|星期))?[一二三四五六日天]?|天)"
)
# The first reader that recognises words has them; hence cycles before days, and longer forms before shorter ones.
READERS: list[tuple[list[frozenset[str]], re.Pattern[str], Reader]] = [
    _reader(
        "周星",
        rf"(?:每(?:两|二|2|隔一)个?(?:周|星期)|每双周|隔周|双周)(?:的?(?:周|星期){_WEEKDAY})?{_LIMIT}",
        moments.cycle("biweekly", 7),
    ),
    _reader(
        "周星",
        rf"(?:每个?(?:周|星期)|每逢周|逐周|按周(?!边)|一周一(?=[通调汇报评小检总督])){_OF_WEEK}{_LIMIT}",
        moments.cycle("weekly", 7),
    ),
    _reader(
        "季",
        rf"(?:每个?季度?|按季度?|逐季度?|一季度?一(?=[通调汇报评小检总督]))"
        rf"(?:的?(?:末月|最后一个月|末个?月|第三个月)(?:的?(?:最后一个(?:周|星期)[一二三四五六日天]|(?P<day>#N)[日号]|{_PART}))|(?P<end>(?:的?季)?[末底]|的?最后一个月|的?末个?月)"
        rf"|的?(?:首月|首个月|第一个?月|第二个?月)(?:的?#N[日号])?)?{_LIMIT}",
        moments.cycle("quarterly", 31),
    ),
    _reader(
        "月",
        rf"(?:每个?月份?|按月|逢月(?=[末底])|逐月(?=报|通报|汇报|上报|调度|编|公布|发布)|一月一(?=[通调汇报评小检总督]))(?:{_ONE_OF_MONTH}|的?(?:(?P<day>#N)[日号]|月?{_PART}))?{_LIMIT}",
        moments.cycle("monthly", 31),
    ),
    _reader(
        "月 至到—-–~ 日号",
        rf"{_YEAR}(?P<month>#N)月(?P<day>#N)[日号]?(?:{_CLOCK})(?:至|到|—+|-|–|~)(?:(?P<until>#N)月)?(?P<last>#N)[日号]{_LIMIT}",
        moments.day_range,
    ),
    _reader(
        "月 、和及 日号",
        rf"{_YEAR}(?P<month>#N)月(?P<day>#N)[日号]?(?:、|和|及)(?P<until>(?!))?(?P<last>#N)[日号]{_LIMIT}",
        moments.day_range,
    ),
    _reader("月 日号", rf"{_YEAR}(?P<month>#N)月(?:份的?)?(?P<day>#N)[日号]{_LIMIT}", moments.full_date),
    _reader(
        "2 -/.",
        rf"(?<![\d.])(?P<y>20\d\d)(?P<sep>[-/.]){_SHORT_MONTH}(?P=sep){_SHORT_DAY}(?![\d.]){_LIMIT}",
        moments.iso_date,
    ),
    _reader("2 -/.", rf"(?<![\d.])(?P<y>20\d\d)[-/.]{_SHORT_MONTH}(?![\d.\-/])月?{_PART}?{_LIMIT}", moments.iso_month),
    _reader("月 旬底末初", rf"{_YEAR}(?P<month>#N)月份?的?{_PART}{_LIMIT}", moments.part_of_month),
    _reader(
        "月 旬底末初", rf"(?P<near>本月|当月|这个月|下个?月|次月)份?的?月?{_PART}{_LIMIT}", moments.part_of_near_month
    ),
    _reader(
        "月 本当这下次 日号",
        rf"(?P<near>本月|当月|这个月|下个?月|次月)份?(?P<day>#N)[日号]{_LIMIT}",
        moments.day_of_month,
    ),
    _reader(
        "月 内前",
        r"(?P<near>本月|当月|这个月|下个?月|次月|(?<![\d一二三四五六七八九十两几半个每])月(?=内))(?P<part>)(?P<limit>之?内|前)",
        moments.part_of_near_month,
    ),
    _reader("月 底末 前", rf"(?P<near>月)(?P<part>底|末){_BY}", moments.part_of_near_month),
    _reader(
        "月 至到—-–~",
        rf"{_YEAR}(?P<month>#N)(?:月份?)?(?:至|到|—+|-|–|~)(?P<until>#N)月份?(?!\d){_LIMIT}",
        moments.months,
    ),
    _reader(
        "月 、",
        rf"{_YEAR}(?<!\d)(?P<month>\d{{1,2}})、(?P<until>\d{{1,2}})月份?(?![\d底末初上中下]){_LIMIT}",
        moments.months,
    ),
    _reader(
        "季",
        rf"{_YEAR}第?(?P<quarter>[一二三四1-4])(?:季度?)?(?:、|和|至|到|—+|-|–|~)?第?(?P<until>[一二三四2-4])季度?{_LIMIT}",
        moments.quarters,
    ),
    _reader("季", rf"{_YEAR}第?(?P<quarter>[一二三四1-4])季度?(?:末|底)?{_LIMIT}", moments.quarter),
    _reader("季 本下", rf"(?P<near>本|下)个?季度?(?:末|底)?{_LIMIT}", moments.near_quarter),
    _reader("半 年", rf"{_YEAR}(?P<half>上|下)半年(?:末|底)?{_LIMIT}", moments.half_year),
    _reader("周星", rf"(?P<near>下下周|本周|这周|下周|本星期|下个?星期){_WEEKDAY}{_LIMIT}", moments.weekday),
    _reader("周", rf"(?P<near>下下周|本周|这周|下周){_LIMIT}", moments.week),
    _reader(
        "周星", rf"(?<![上每两二隔双逢一二三四五六七八九十\d])(?P<near>)(?:周|星期){_WEEKDAY}{_LIMIT}", moments.weekday
    ),
    _reader(
        "内",
        rf"(?:(?<![闭全大])会后|{_THIS_MEETING}会议(?:结束)?后|自?即日起|自(?:本次)?会议(?:召开|结束)?之日起|(?<!控制在)(?<!不超过)(?<!限制在)(?<!压缩在)(?<!压缩到)(?<!缩短到)(?<![后前起\d一二两三四五六七八九十百半])(?<![后前起]的)(?<!收到)(?<!送达)(?<!签订)(?<!批复)(?<!竣工))的?(?<!提前)(?P<count>#N|半)(?:个(?=月)|个?(?=[工周星礼天日年])|(?<=半)(?=月))"
        r"(?P<unit>工作日|月|周|星期|礼拜|天|日|年)(?P<limit>之内|以内|内)",
        moments.counted,
    ),
    _reader(
        "后 工月周星天",
        r"(?<![闭全大])会(?:议结束)?后(?P<count>#N)个?(?P<unit>工作日|月(?!度)|周(?!年)|星期|天)",
        moments.counted,
    ),
    _reader(
        "工天周月",
        r"(?<![\d一二三四五六七八九十第后前每长])(?P<count>#N)(?:个(?=月)|个?(?=[工天周]))(?P<unit>工作日|天|周|月)(?P<limit>)(?=完成|形成|拿出|提出|提交|报送|办结|反馈|答复)",
        moments.counted,
    ),
    _reader(
        "月 内",
        r"(?<![\d年至到、十上下本])(?P<count>[一两])(?P<unit>月)(?P<limit>之内|以内|内)",
        moments.counted,
    ),
    _reader(
        ":限",
        r"(?:(?<=限:)|(?<=期:)|(?<=限为)|(?<=时限)|(?<=期限))(?P<count>#N)个?(?P<unit>工作日|月|周|天)(?P<limit>)",
        moments.counted,
    ),
    _reader(
        "后 元春清五劳端中国十",
        rf"{_YEAR}[“\"]?(?P<festival>{'|'.join(FESTIVALS)})节?[”\"]?(?:假期|放假|长假|小长假)?(?:之后|以后|过后|结束后|后)的?"
        r"(?P<count>首|第一|#N)个?(?P<unit>工作日|月|周|星期|天|日)(?P<limit>之内|以内|内|之前|前)?",
        moments.after_festival,
    ),
    _reader(
        "前 元春清五劳端中国十",
        rf"{_YEAR}[“\"]?(?P<festival>{'|'.join(FESTIVALS)})节?[”\"]?(?:假期|放假)?(?:之前|以前|前(?![夕后]))",
        moments.festival,
    ),
    _reader(
        "前 三五六七八妇植青儿建教记",
        rf"{_YEAR}[“\"]?(?P<festival>{'|'.join(ANNIVERSARIES)})节?[”\"]?(?:之前|以前|前(?![夕后]))",
        moments.anniversary,
    ),
    _reader("年 底末", rf"{_YEAR}年?(?:底|末)(?<=年[底末]){_LIMIT}", moments.end_of_year),
    _reader("年 前", rf"{_YEAR}年?度?(?:(?<=年度)结束|(?<=年)(?:结束|终))(?P<limit>之前|以前|前)", moments.end_of_year),
    _reader("年 内全", rf"(?:{_NAMED_YEAR})?(?P<span>全年|年内|年度内|(?<=年)内)", moments.within_year),
    _reader("年", rf"{_NAMED_YEAR}(?P<span>)(?=完成(?!情况|的)|建成|出版|投用|结题)", moments.within_year),
    _reader("前 -./", rf"(?<![\d.\-/])(?P<year>){_SHORT_MONTH}[-./]{_SHORT_DAY}日?{_BY}", moments.full_date),
    _reader("月", rf"{_YEAR}(?P<month>#N)月份?(?P<until>)(?![\d底]|第[一二三四]个?周){_LIMIT}", moments.months),
    _reader("日号 前", rf"(?<![\d第]){_NOT_EVENT}(?P<near>)(?P<day>#N)[日号]{_BY}", moments.day_of_month),
    _reader("立即马", r"立即|立刻|即刻|马上", moments.today),
    _reader("今当明后 天日", rf"(?:今天|今日|当天|当日|明天|明日|后天){_LIMIT}", moments.today),
]
NEEDED = frozenset().union(*(group for needed, _pattern, _reader in READERS for group in needed))


@lru_cache(maxsize=4096)
def readers_of(characters: frozenset[str]) -> list[tuple[re.Pattern[str], Reader]]:
    """The readers that a text with these characters, of those that are needed, can have anything for."""
    return [
        (pattern, reader)
        for needed, pattern, reader in READERS
        if not any(group.isdisjoint(characters) for group in needed)
    ]


# Limits of which nobody can tell the day: vague ones, and those that hang on an event.
VAGUE = _pattern(
    rf"(?:{'|'.join(_EVENT)})(?:#N)个?(?:工作)?[日天]之?前|"
    r"[^\W\d]{2}节?前夕|(?:(?:腊月|冬月|正月)(?:[初一二三四五六七八九十廿]{1,4}|底|里|内)?|农历[初一二三四五六七八九十廿月]{2,6})(?:之前|以前|前)?|\d{1,2}月份?第[一二三四]个?周|(?:元宵|重阳|腊八|小年|除夕)节?之?前|(?<![一二三四五六七八九十百两几半多\d])(?:农历)?年前|适时|尽快|尽早|尽速|早日|(?<![了阅报于对])近期|近日|择[机期日]|(?<!不)定期(?=开展|组织|召开|通报|抽查|检查|调度|报告|更新|汇报|报送|听取|走访|研究|分析|维护|检修|巡查|清理|公布|公开|会商|回访|沟通)|(?:#N)个?小时[之以]?内|长期(?:坚持|抓好|(?=推进|开展|实施|跟踪|抓|[,。;)]|$))|常态化(?=开展|推进|坚持|抓)|不定期|(?<!人)每(?:半年|半个?月|年|学期)(?!度)"
    r"|(?:下(?:一?次|周)?)?(?:主席|常委会|党组|秘书长)?(?:办公|联席)?(?:[全大]会|会议|[“\"]?两会[”\"]?|换届|届满|汛期|会|开会)(?:召开|举行|开幕|开始|报到)?之?前"
    r"(?:的?#N个?(?:工作日|天|日|周|月)(?:[之以]?内)?|(?!期|后|夕|准备|[一半]年))"
    r"|(?:[全大闭]会|[“\"]?两会[”\"]?|换届|活动|会议)(?:结束|闭幕)?之?后的?#N个?(?:工作日|天|日|周|月)(?:[之以]?内)?"
    r"|(?<=赶在|必在|必于|须在|应在|要在|保在|争在|取在)[^，,。;；、]{2,20}?(?:之前|以前|前)(?!期|后|提)"
    r"|(?<![\d月日底旬年])[^\W\d于须应要在至到处室委]{2}(?<!提)前的?(?:#N)个?(?:工作日|天|周)(?:[之以]?内)?"
    r"|(?<!大会)(?<!会议)(?<!假期)[^\W\d]{2}(?<!会)(?<!节)后的?#N个?(?:工作日|天|日|周|月)[之以]?内"
    r"|(?:批复|审定|审批|批准|通过|下达|到位|竣工|结束|收到|验收|签订)之?后的?#N个?(?:工作日|天|日|周|月)(?:[之以]?内)?"
    r"|(?:收到|送达|签订|批复|竣工)#N个?(?:工作日|天|日|周|月)[之以]?内"
    # 自收到之日起15日内, 用一个月时间: how long, and not until when.
    r"|(?:(?:[自从在于][^,。;、\d自从]{1,14}?|[^\W\d]{2})(?<!会议)(?<!会议召开)(?<!会议结束)(?:之日|之时|次日|当日|当天)|自?\d{1,2}月\d{1,2}日)"
    r"起的?(?:#N|半)个?(?:工作日|天|日|周|月|年)(?:[之以]?内)?"
    r"|(?:利?用|花|以)(?:#N|半)个?半?(?:工作日|天|周|星期|月|季度|学期|年)(?:左右|以内)?的?时间"
    r"|(?:#N|半)个?(?:工作日|天|周|星期|月|年)左右"
)
# What people type into a field besides.
TYPED: list[tuple[re.Pattern[str], Reader]] = [
    (_pattern(r"\+\s*(?P<count>\d{1,3})\s*(?P<unit>wd|w|d|m)(?P<limit>)"), moments.counted),
    (_pattern(r"(?P<year>)(?P<month>\d{1,2})[-./](?P<day>\d{1,2})(?P<limit>)"), moments.full_date),
    (_pattern(r"(?P<near>)(?P<day>\d{1,2})[日号]?(?P<limit>)"), moments.day_of_month),
]
