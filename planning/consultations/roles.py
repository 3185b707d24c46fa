"""The vocabulary of programmes: what their fields are called, and the words for forms and kinds of activity."""

import re
from functools import cache

from secretariat.patterns import regex

# ── Names of fields ──────────────────────────────────────────────────────────────────────────────────────────────────
# Offices make these names up; what a name means stands in its last words, and in the words for a part before them.
_ABOUT = r"(?:(?![的了将于对为在和与及])[\u4e00-\u9fff]){0,6}?"
_UNITS = r"(?:部门|单位|委室|处室|科室|室委|委办室?|专门?委(?:员?会)?|委员会|委|机构|组织|团体|方)(?:及)?(?:名称)?"
_HOUSE = r"(?:市|区|县|省|州|旗|厅|级)*(?:政协)?"
_PERSON = rf"{_HOUSE}(?:领导|副主席|主席|副秘书长|秘书长|负责人|责任人|人)(?:同志)?"
_GUIDES = (
    r"(?:牵头|责任|分管|负责|带队|率队|主持|领衔|联系|督导|督办|领办|领题|挂帅|挂联|主责|主要|第一|总|协调|包案|指导)"
)
_HELPS = r"(?:参与|配合|协办|协同|协助|参加|会办|联合|支持|协作|联办|合作|会同|共同)"
_LEADS = r"(?:责任|牵头|主责|负责|组织|实施|承担|落实|执行|办理|主要|具体|承办)"
_NAMES: dict[str, str] = {
    "contact": r"联系(?:人|电话|方式)(?:及电话)?",
    "participants": r"(?:拟|邀请)?(?:参加|参会|参与|出席|列席|协商|邀请|与会|监督|视察|调研|考察)"
    r"(?:人员|范围|对象|成员|代表|人|界别|委员|主体|各方)(?:范围|构成|组成|安排)?|人员(?:范围|组成|构成)|组成人员",
    "addressee": r"(?:协商|监督|调研)?(?:成果)?(?:报送|主送|送达)(?:对象|单位|范围|渠道|部门)?|成果去向",
    "product": rf"{_ABOUT}成果(?:形式|要求|转化|运用|类型|载体|安排)?",
    "source": r"(?:议题|题目|课题|选题)?(?:来源|出处|提出)(?:单位|方|人|部门|渠道)?",
    "both": rf"{_GUIDES}{_PERSON}(?:及|和|与|、|/){_LEADS}{_UNITS}"
    rf"|{_LEADS}{_UNITS}(?:及|和|与|、|/){_GUIDES}?{_PERSON}",
    "leader": rf"{_HOUSE}{_ABOUT}{_GUIDES}+(?:联系|提案)?{_PERSON}|{_HOUSE}(?:领导|副主席)"
    r"|带队|率队|领衔|领题|主持人?|领题人|总?召集人|组长",
    "co": rf"(?:邀请)?{_HELPS}+{_UNITS}|(?:邀请|相关|有关|对口|涉及|市级)(?:部门|单位)"
    rf"|(?:协商|提案)?(?:协办|会办){_UNITS}|协办|配合|会办|协同|参与",
    "host": rf"主办(?:{_UNITS})?",
    "undertaker": rf"承办(?:{_UNITS})?",
    "lead": rf"(?:协商|监督|视察|考察|调研|活动)?{_LEADS}+{_UNITS}|牵头|责任|主责",
    "organisation": r"组织(?:实施|领导|安排|分工|工作|方式)|(?:责任|职责|工作|任务)?分工",
    "time": rf"{_ABOUT}(?:时间|时限|日期|月份|时段|期限)(?:安排|节点|要求|计划|进度)?"
    r"|(?:进度|时间)(?:安排|进度)|拟?召开时间",
    "form": rf"{_ABOUT}(?:形式|方式|类型|类别|载体|平台|种类)",
    "topic": rf"{_ABOUT}(?:议题|课题|题目|主题|选题|专题|事项|项目|名称|标题)(?:名称)?[一二三四五六七八九十\d]{{0,3}}"
    r"|第[一二三四五六七八九十\d]{1,3}(?:题|议题|个议题)",
    "content": rf"{_ABOUT}(?:内容|重点)(?:[一二三四五六七八九十\d]{{1,2}})?",
    "other": r"备注|说明|注|附注|序号|编号"
    rf"|{_ABOUT}(?:地点|目的|意义|步骤|程序|流程|背景|要求|路线|目标|依据|经费|保障|准备|安排)",
}
_ROLES = {role: regex(names) for role, names in _NAMES.items()}
# What looks like the name of a field, and is a heading about the work itself.
_NO_NAME = regex(r"注意|(?:有关|相关)(?!部门|单位)|其他|其它|下列|以下|如下|上述|(?:报告|通知|计划|如下)$")
LONGEST_NAME = 12
_ORDINAL = r"(?:[一二三四五六七八九十\d]{1,3})?"


@cache
def column_role(name: str) -> str:
    """The role of a field or column by its name; empty for a name that says nothing. Blanks do not count."""
    bare = re.sub(r"\([^()]*\)|[\s*]", "", name)
    if not bare or len(bare) > LONGEST_NAME or _NO_NAME.search(bare):
        return ""
    return next((role for role, names in _ROLES.items() if names.fullmatch(bare)), "")


# ── Fields in a line ─────────────────────────────────────────────────────────────────────────────────────────────────
_BREAK = "。;:,、 \t)】]」>*|(【[「<・·•"
_COLON = regex(r"\s*(?:\([^()\n]{1,12}\))?\s*\*{0,2}\s*:\s*")
_BRACKETED = regex(r"[【\[「<](?P<name>[^】\]」>\n]{2,14})[】\]」>]\s*:?\s*")
_LINE_NAME = regex(r"(?P<name>(?:[^\W\d_][ \t]+){1,7}[^\W\d_](?=[ \t]|$)|[^\W\d_]{2,9})(?P<rest>[ \t]*$|[ \t]+)")

# A field in a sentence: 协商形式为…, 牵头单位为….
SPOKEN = regex(r"(?<![\u4e00-\u9fff])(?P<name>[\u4e00-\u9fff]{4,8}?)(?:拟定?|暂?定)?为(?P<value>[^,，。;；\n]+)")
SPOKEN_ROLES = ("form", "lead", "undertaker", "host", "leader", "co")

FoundName = tuple[str, str, int, int]


def field_names(flat: str, start: int, end: int) -> list[FoundName]:
    """The names of fields in a part of `flat`: (role, name, where it begins, where its value begins).

    Within a line a name has its colon or its brackets; at the head of one a blank or the end of the line will do.
    """
    found = [*_bracketed(flat, start, end), *_before_colons(flat, start, end)]
    return sorted(found, key=lambda one: one[2]) if found else _at_head(flat, start, end)


def _bracketed(flat: str, start: int, end: int) -> list[FoundName]:
    matches = _BRACKETED.finditer(flat, start, end)
    return [(role, _bare(one["name"]), *one.span()) for one in matches if (role := column_role(_bare(one["name"])))]


def _before_colons(flat: str, start: int, end: int) -> list[FoundName]:
    found: list[FoundName] = []
    for colon in _COLON.finditer(flat, start, end):
        floor = found[-1][3] if found else start
        begin = _name_begin(flat, max(floor, colon.start() - 2 * LONGEST_NAME), colon.start(), floor)
        if begin is not None:
            name = _bare(flat[begin : colon.start()])
            found.append((column_role(name), name, begin, colon.end()))
    return found


def _name_begin(flat: str, lowest: int, end: int, floor: int) -> int | None:
    """Where the longest name of a field begins that ends at `end`, behind a mark or at the start."""
    for begin in range(lowest, end):
        if (begin == floor or flat[begin - 1] in _BREAK) and _is_one(flat[begin:end]):
            return begin
    return None


def _is_one(words: str) -> bool:
    """Whether words are a name, whose characters may stand apart (时　间), and not a value with the name behind it."""
    pieces = words.split()
    return (len(pieces) == 1 or all(len(piece) == 1 for piece in pieces)) and bool(column_role(_bare(words)))


def _at_head(flat: str, start: int, end: int) -> list[FoundName]:
    match = _LINE_NAME.match(flat, start, end)
    if match is None or (len(_bare(match["name"])) < 3 and match.end() < end and " " not in match["name"]):
        return []
    role = column_role(_bare(match["name"]))
    return [(role, _bare(match["name"]), *match.span())] if role else []


def _bare(name: str) -> str:
    return re.sub(r"[\s*]", "", name)


# ── Forms and kinds ──────────────────────────────────────────────────────────────────────────────────────────────────
_FORM_CORE = (
    r"(?:全体会议|全会|常委会会议|常务委员会会议|主席会议|议政会|议政性[^,。;:]{0,10}会议|协商会议?|座谈会|恳谈会|议事会|听证会|通报会|评议会|论坛"
    r"|议事厅|远程协商|网络议政|协商议政|协商民主|资政会|专题协商|对口协商|界别协商|提案办理协商|基层协商|重点协商|微协商|微建议"
    r"|协商式监督|协商|视察|考察|调研|民主监督|监督性视察|监督性调研|专项监督|民主评议|监督|通报|座谈|大会发言)"
)
_TAIL = r"(?:会|会议|座谈会|协商)?"
FORM = regex(rf"(?:“[^”]{{1,12}}”)?[^,。;:、“”\"()\n]{{0,16}}?{_FORM_CORE}{_TAIL}(?:“[^”]{{1,12}}”)?")
# A heading that names nothing but a form, with how many of them there are.
FORM_HEADING = regex(
    rf"(?:(?:认真|扎实|精心|积极)?(?:开展|举行|召开|组织|举办))?(?:\d{{1,2}}[次场项个])?"
    rf"(?P<form>(?:“[^”]{{1,12}}”)?(?:[^,。;:“”\"()\n]{{0,14}}?){_FORM_CORE}{_TAIL}(?:“[^”]{{1,12}}”)?)"
    r"(?:活动|工作|议题|课题|计划|项目|题目|安排)*\s*(?:[(共][^()]{1,16}\)?|\d{1,2}[次场项个])?[。:]?\s*"
)
# A heading that names nothing but a time, or who does what stands below it.
_COUNT = r"(?:\s*[(共][^()]{1,16}\)?|\d{1,2}[次场项个])?[。:]?\s*"
_WORK = r"(?:协商|监督|视察|考察|调研|履职|活动|工作|议题|课题|项目|计划|安排|的)*"
TIME_HEADING = regex(
    rf"(?P<time>(?:\d{{4}}年)?(?:第?[一二三四1-4]季度?|[上下]半年|全年|(?:\d{{1,2}}|[一二三四五六七八九十]{{1,2}})月份?"
    rf"(?:(?:至|到|-|—+|~|、)(?:\d{{1,2}}|[一二三四五六七八九十]{{1,2}})月份?)?(?:[上中下]旬)?)){_WORK}{_COUNT}"
)
UNIT_HEADING = regex(
    rf"(?:由)?(?P<unit>[^,。;:()“”\n\d]{{1,14}}(?:委员会|[委室处厅馆])|办公厅|研究室)(?:牵头|承办|负责|主办)?{_WORK}{_COUNT}"
)
# The form that the title of a programme names (双月协商座谈会安排), where it names one.
TITLE_FORM = regex(
    r"(?:年度?|政协|委员会|[室处委])(?P<form>(?:专题|界别|对口|月度|双月|双周|季度|远程|网络|书面|提案办理|微|基层|重点专题)+"
    r"(?:协商|议政|民主监督|调研|视察|考察)+(?:座谈会|会|会议)?)(?:工作|活动|议题|课题|的)*(?:计划|安排|方案|要点|一览表|安排表|计划表|目录|清单)+"
    r"(?:\([^()]*\))?\s*$"
)
# What says only what is done, not in which form.
BARE_FORM = regex(r"(?:协商|监督|民主监督|协商议政|议政|通报|座谈)")


_IS_ABOUT = regex(r"围绕|聚焦|关于|就|对(?!口)")


def is_pure_heading(head: str) -> bool:
    """Whether a heading only sorts what stands below it: by form, by time, by who does it."""
    bare = head.strip()
    return not _IS_ABOUT.match(bare) and any(one.fullmatch(bare) for one in (FORM_HEADING, TIME_HEADING, UNIT_HEADING))


_KINDS = (
    ("supervision", "监督|评议"),
    ("consultation", "协商|议政|座谈|恳谈|议事|资政"),
    ("briefing", "通报"),
    ("inspection", "视察"),
    ("study", "考察"),
    ("research", "调研"),
)


def kind_of(text: str) -> str:
    """The kind of activity that `text` names; empty where it names none or is not clear about it."""
    named = [kind for kind, words in _KINDS if re.search(words, text)]
    if not named:
        return ""
    if {"supervision", "consultation"} <= set(named) and not re.search(r"协商式|监督[性式]", text):
        return ""
    # 视察监督 and 调研协商 are what they end in; a list of several kinds is none of them.
    return named[0] if named[0] in ("supervision", "consultation") or len(named) == 1 else ""


# What stands under these headings is no activity.
NO_ACTIVITY = regex(
    r"指导思想|总体要求|工作要求|有关要求|相关要求|具体要求|基本原则|组织保障|保障措施|工作目标|几点要求|工作机制|注意事项|总体目标|总体安排|组织领导$"
    r"|工作原则|工作步骤|实施步骤|工作保障|有关事项|其他事项|主要措施|工作措施|方法步骤|成果转化$|实施保障|附则"
)
IS_TITLE = regex(r"(?:计划|安排|方案|要点|通知|一览表|安排表|计划表|目录|清单|任务表|意见)(?:\([^()]*\))?\s*$")
