"""Tells a task from what is only told: how a unit did, whom the words mean by its name, what it may do."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from planning.meetings.acts import is_no_act
from planning.meetings.clauses import REACH, Clause, Group
from secretariat.patterns import regex

# 甲等承办单位的结果, 甲整改不力的: no more than who is meant by it.
_MEANT = regex(r"等[^，,。]{0,6}(?:单位|部门|处室|委办局)[^，,。]{0,4}?的|[^，,。]{1,36}(?<!目)的$")
# 甲将结果作为参考, 甲可随时调用.
_USES = regex(r"[把将][^，,。]{2,30}(?:作为|用作|当作|列为)|可以?(?!持)[\u4e00-\u9fff]")
_MAY_LEARN = regex(r"可以?[^，,。]{0,8}(?:学习|借鉴|参考|参照|查阅)")
_NOT_ASKED = r"(?:(?![要须应]|务必|负责|牵头)[^，,。])"
_WELL = r"(?:周密|有力|健全|全勤|良好|较好|平稳|显著|踊跃|明显)"
# 各处室均能严格执行, 甲做了大量工作, 甲组织有力, 甲累计接待2万人.
_FACT = regex(
    r"(?:均|都|总体|整体|普遍|大多|基本|一直|始终|也)*(?:能够?(?!否)|已|较|比较)|(?:明确|反复|多次|专门)?(?:要求|强调)"
    r"|(?:等[^，,。]{0,4}(?:单位|部门|处室|委室))?(?:分别|均|双双)?(?:获|荣获|被评|被授予|入选|位[列居]|名列|排名)"
    r"|对[^，,。]{2,24}(?:给予|予以|表示|作出)了?(?:充分|高度|很高)?(?:肯定|评价|表扬|感谢|赞)"
    rf"|{_NOT_ASKED}{{1,32}}(?<![为除到])了(?![解结断])|{_NOT_ASKED}{{0,12}}{_WELL}$"
    rf"|{_NOT_ASKED}{{0,8}}(?:累计|共(?=[办开接收完召举组报]))[\u4e00-\u9fff]{{2,8}}\d"
)
_REPORTED = regex(
    r"(?:就|对|围绕|关于)?[^，,。]{0,24}?(?:汇报|通报|报告|介绍|传达|交流|作|完成|开展|拨付)了"
    r"|已(?!经?明确(?:由|为|$))|(?:反映|认为|指出|表示|介绍|提出)$"
    r"|(?:就|围绕)[^，,。]{0,30}作(?:了|说明|汇报|发言|介绍|报告)"
)
_TAKES_NOTE = regex(
    r"\s*(?:[^，,。]{0,6}[，,])?(?:经)?会议(?:还|又|书面|集体|专题|认真|首先|充分|一致)*"
    r"(?:听取|通报|传达|学习|认为|指出|观看|肯定|传阅|总结|回顾)(?!后)"
)
_DEMANDS = regex(r"(?<![重主需首纪摘概简])要(?![素闻点])|应当|(?<![反适相响效供感])应(?![急用对])|须|务必")
_SINCE = regex(r"\s*(?:[^，,。]{2,24}以来|[今近多一几两三][年月]来|截[至止][^，,。]{0,8})[，,]")
_PRAISED = regex(
    r"(?:高度|十分|非常|精心|一贯|历来|不断|扎实|敢于|勇于|善于)(?!推进)"
    r"|(?:作风|态度|措施|程序|成绩|工作|反应|意识|思想)[\u4e00-\u9fff]{2}"
)
# 省政协已将我市列为试点，要形成经验: what follows is not for who did it.
_OF_ANOTHER = regex(r"(?:已经?)?[将把对给]|(?:明确|反复|多次|专门)?(?:要求|强调)")
_SPEAKS = regex(r"(?:书面)?(?:通报|汇报|报告|介绍)(?:[，,：:]|说|称)")
_JUDGED = regex(
    r"了(?![解结断])|未(?:发现|出现|发生|造成|产生)|没有(?:发现|出现)|[年月期会]以?来"
    r"|(?:给予|予以)[^，,。]{0,6}(?:评价|肯定|表扬)|达到?\s*\d|明显(?:提升|提高|改善|增强|好转)|取得|得到|受到|获得|圆满|成效|率[达为]"
)


def tells(group: Group) -> bool:
    """Whether the words behind a group tell what it did, how it went, or whom they mean, not what it is to do."""
    if _MEANT.match(group.right) and not group.is_cut:
        return True
    return any(words.match(group.right) for words in (_REPORTED, _FACT, _MAY_LEARN))


def look_ahead(clause: Clause, following: Clause) -> None:
    """Read what a group is to do out of the clause behind one that tells what it did: 甲已通过验收，要巩固."""
    group = next((one for one in clause.groups if tells(one)), None)
    if group is None or following.sentence != clause.sentence or following.groups:
        return
    ahead = following.text[following.start : following.end].strip()
    if _DEMANDS.match(ahead) and not _OF_ANOTHER.match(group.right):
        group.right = ahead[:REACH]


def uses(group: Group) -> bool:
    """Whether a group uses what another does, or may do something: it owes nothing where another acts."""
    return _USES.match(group.right) is not None


def drop_what_is_told(clauses: Sequence[Clause], limits: Sequence[int]) -> None:
    """Take their parts from names of which a meeting that takes note of something says nothing to be done.

    会议通报了检查情况。各处室意识较强，未发现隐患。 A sentence with one of the `limits` or with 要 asks for something.
    """
    takes_note = False
    for parts in _sentences(clauses):
        whole = parts[0].text[parts[0].start : parts[-1].end]
        is_since = _SINCE.match(whole) is not None
        takes_note = takes_note or is_since or _speaks(parts[0]) or _TAKES_NOTE.match(whole) is not None
        is_limited = any(parts[0].start <= limit < parts[-1].end for limit in limits)
        if not takes_note or is_limited or _DEMANDS.search(whole):
            continue
        is_judged = is_since or _JUDGED.search(whole) is not None
        for group in (group for clause in parts for group in clause.groups if group.is_bare):
            if is_judged or is_no_act(group.right) or _PRAISED.match(group.right):
                group.role = ""


def _speaks(clause: Clause) -> bool:
    """Take its part from the unit that only tells the meeting something: 督查处通报，…; whether there is one."""
    speaking = [group for group in clause.groups if group.is_bare and _SPEAKS.match(clause.text, group.end)]
    for group in speaking:
        group.role = ""
    return bool(speaking)


def _sentences(clauses: Sequence[Clause]) -> Iterator[list[Clause]]:
    return (list(alike) for _number, alike in groupby(clauses, key=lambda clause: clause.sentence))
