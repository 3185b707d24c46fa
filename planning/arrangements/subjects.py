"""Who does what in a line of a published week: the unit before the first verb, if the words before it name one."""

import re
from collections.abc import Sequence

from planning.arrangements.places import is_place
from secretariat.patterns import regex
from secretariat.people.names import Unit, read_units

# What a unit is called by its last word; position vouches for it: it stands first and a verb follows.
_ENDING = (
    r"(?:政协(?:机关)?|机关|党组|党委|党总支|总支|党支部|支部|团委|民主党派|界别(?:小组)?|界|专委会|委员会|[市区县省州]委会|委|办公厅|厅|处室|处|办公室"
    r"|室|科|部门|部|局|办|馆|院|中心|社|站|党校|学校|大学|学院|工会|妇联|共青团|团市委|工商联|侨联|台联|文联|科协|残联|社科联|联合会|协会|学会|商会"
    r"|促进会|研究会|联谊会|基金会|合作社|公司|集团|政府|人大|人大常委会|常委会|法院|检察院|组|(?:视察|考察|调研|代表|参访)团|专班|小组|各单位|有关单位|相关单位|人民团体"
    r"|民革|民盟|民建|民进|农工党|致公党|九三学社|台盟|区县|各区县)"
)
# A verb that stands in the name of a unit is none: 组织部, 联合会, 学习和文史委员会.
_OFFICE = r"(?:[处室科办局](?![长分理])|组(?!织)|中心)"
_STRONG = (
    r"召开|举办|举行|开展|赴|分赴|参加|参与|出席|列席|会同|前往|前去|走访|慰问|看望|听取|审议|讨论|传达|邀请|启动|承办|主办|(?<!政)协办|牵头|围绕|到(?!会)"
    r"|配合|协助|陪同|走进|来(?!自|源)|开会|深入|参观|观看|征求|征集|迎接|欢送|签订|签署|揭牌|表彰|率队|率|继续|分别|共同|集体|集中|拟(?!定)|将(?!军)|进行|完成|做好"
    r"|整理|起草|上报|汇总|公布|公示|部署|印发|报送|发布|通过|结合|利用|安排(?!处)|推进|推动|督促|会见|约谈|组队|开始|正式|如期|在(?!职|线|编|校|册)|就(?!业)"
    r"|以(?!来|及)|(?<!党)派(?!驻|出)|前(?=往)|面向|针对|按照|根据|持续|全面|认真|深化|落实|制定|修订|完善|筹备|筹办|调度|主持|拜会|赠送|捐赠|录制|拍摄"
)
_WEAK = (
    rf"组织(?!(?:人事|联络|宣传|干部)?(?:{_OFFICE}|部))|联合(?!会|总会|国|党)|研究(?!室|院|所|会|处|中心)"
    rf"|学习(?!{_OFFICE}|委|会(?!议)|联络|文史|宣传|[和与及][\u4e00-\u9fff]{{1,8}}委)|宣传(?!{_OFFICE}|部|信息|联络|教育)"
    rf"|督[查办](?!(?:考核|督办)?{_OFFICE})|检查(?!{_OFFICE})|巡[查察](?!{_OFFICE}|机构)|调研(?!(?:督查)?{_OFFICE}|团)"
    rf"|接[待受](?!{_OFFICE})|(?<!政)协[调商](?!(?:联络|工作)?{_OFFICE}|委)|培训(?!{_OFFICE})|[视考]察(?!{_OFFICE}|团)"
    rf"|服务(?!{_OFFICE}|保障)|办理(?!{_OFFICE})|评[审议选](?!{_OFFICE}|委)|考核(?!{_OFFICE})|监督(?!{_OFFICE}|委|管理|检查(?:{_OFFICE}))"
    rf"|交流(?!{_OFFICE})|座谈|对(?!外|口|台)|向(?!阳)|为(?!民)|执行(?!{_OFFICE}|局)|总结|通报|宣讲|帮扶(?!{_OFFICE})|验收|选举(?!{_OFFICE})"
)
_VERB = regex(rf"(?P<strong>{_STRONG})|{_WEAK}")
_NAME = regex(rf"(?:各|有关|相关)?[\u4e00-\u9fffA-Za-z0-9·]{{0,22}}?{_ENDING}")
_PERSON = regex(r"(?:主席|书记|秘书长|主任|委员|领导|干部|同志|代表|成员|职工|党员|处长|局长|组长|代表团团长)$")
_AND = regex(r"以及|[和与及暨]")
# Words are looked for no further than a name with its neighbours can reach.
_LONGEST = 80
_BEFORE_QUOTE = regex(r"[“”\"《》<>,，。;；:：()（）!?！？]")
_GAP = " \t\u3000,，:：|"
_RESPONSIBLE = r"(?:责任|承办|主办|牵头|组织|实施|负责|申报)(?:单位|部门|处室|委室)"
_AT_END = regex(rf"\s*[(（]\s*(?:{_RESPONSIBLE}\s*[:：]\s*)?(?P<unit>[^()（）]{{2,60}})[)）]\s*$")
_NAMED = regex(rf"\s*[,，;；。|\s]?\s*{_RESPONSIBLE}\s*[:：]\s*(?P<unit>[^,，;；。:：]{{2,60}})\s*$")
_BY = regex(r"由(?!于|来)")


def split_subject(words: str, units: Sequence[Unit]) -> tuple[str, str]:
    """The unit that does it as it is written, empty where none is named, and the words of what is done."""
    begin = match.end() if (match := _BY.match(words)) else 0
    for end in _ends(words, begin):
        if is_unit(head := words[begin:end].strip(_GAP), units):
            return head, words[end:].strip(_GAP)
    for pattern in (_AT_END, _NAMED):
        match = pattern.search(words, max(0, len(words) - _LONGEST))
        if match and match.start() and is_unit(match["unit"].strip(), units):
            return match["unit"].strip(), words[: match.start()].strip(_GAP)
    return "", words.strip(_GAP)


def is_unit(words: str, units: Sequence[Unit]) -> bool:
    """Whether `words` are the name of a unit, or of several that are joined."""
    if not 2 <= len(words) <= _LONGEST:
        return False
    return all(
        _is_one(part, units) or all(_is_one(name, units) for name in _AND.split(part)) for part in words.split("、")
    )


def _ends(words: str, begin: int) -> list[int]:
    """Where the name of the acting unit may end: before a colon, a space, each verb up to the first plain one."""
    stop = _BEFORE_QUOTE.search(words, begin, begin + _LONGEST)
    limit = stop.start() if stop else min(len(words), begin + _LONGEST)
    found = []
    for verb in _VERB.finditer(words, begin, limit + 4):
        if verb.start() > limit:
            break
        found.append(verb.start())
        if verb["strong"]:
            break
    spaces = [match.start() for match in re.finditer(r"[ \t\u3000|]", words[begin:limit])]
    closing = [limit] if stop and stop[0] in ':：,，“"《' else []
    return sorted([*found, *(begin + space for space in spaces), *closing])


def _is_one(words: str, units: Sequence[Unit]) -> bool:
    words = words.strip()
    if len(words) < 2 or _PERSON.search(words):
        return False
    if any((mention.start, mention.end) == (0, len(words)) for mention in read_units(words, units)):
        return True
    # Where no row of the table says otherwise a room is no unit, though it may end like one.
    return _NAME.fullmatch(words) is not None and not is_place(words) and not _VERB.search(words)
