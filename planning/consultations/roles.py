"""The vocabulary of programmes: what their fields are called, and the words for forms and kinds of activity."""

import re

# A field by its role, in the words of several cities. A name counts only where a colon, a bracket or a line ends it.
_ACTIVITY = "协商|议政|监督|视察|考察|调研|通报|活动|会议|履职|评议|座谈|民主监督"
_UNITS = "部门|单位|委室|处室|专委会|专门委员会|机构|委办室|委办|方"
_NAMES: dict[str, str] = {
    "topic": rf"(?:重点|专题|具体)?(?:{_ACTIVITY})?(?:议题|课题|题目|主题|选题|专题|事项|项目|名称)(?:名称)?"
    r"[一二三四五六七八九十\d]{0,3}|第[一二三四五六七八九十\d]{1,3}(?:题|议题|个议题)",
    "content": rf"(?:重点|主要|具体)?(?:{_ACTIVITY})?(?:内容|重点)",
    "form": rf"(?:{_ACTIVITY}|组织|工作|活动)?(?:形式|方式|类型|类别|载体|平台)",
    "time": rf"(?:{_ACTIVITY}|召开|实施|开展|举办|举行|完成|计划|拟定|组织|工作|初定)?"
    r"(?:时间|时限|日期|月份|时段)(?:安排|节点|要求)?|进度安排|时间进度|(?:初定|拟)?召开时间",
    "participants": r"(?:拟|邀请)?(?:参加|参会|参与|出席|列席|协商|邀请|与会)(?:人员|范围|对象|成员|代表|人)(?:范围)?"
    r"|人员范围|参加界别",
    "organisation": r"组织实施|组织领导|组织安排|组织分工|责任分工|职责分工|工作分工|任务分工|分工|组织工作",
    "leader": r"(?:牵头|责任|分管|负责|带队|主持|领衔|联系|督导|领题|挂帅|主责)(?:市|区|县|省)?(?:政协)?"
    r"(?:领导|主席|副主席|人|负责人)|带队|领衔|主持人?|领题人|分管联系领导",
    "lead": rf"(?:责任|牵头|主责|负责|组织|实施|具体承办|牵头承办|牵头责任|主要责任|责任落实)(?:{_UNITS})|牵头|责任",
    "undertaker": rf"承办(?:{_UNITS})?",
    "host": rf"主办(?:{_UNITS})?",
    "co": rf"(?:参与|配合|协办|协同|协助|参加|会办|联合|支持|协作|协同配合|配合参与|共同参与)(?:{_UNITS})"
    r"|协办|配合|会办|协同|参与",
    "source": r"(?:议题|题目|课题|选题)?(?:来源|出处)|(?:议题)?提出(?:单位|方|人)|议题提出(?:单位|方)?",
    "product": rf"(?:预期|主要|最终|{_ACTIVITY})?成果(?:形式|要求|转化|运用|类型)?",
    "addressee": r"(?:成果)?报送(?:对象|单位|范围|渠道)?|主送(?:单位)?|成果去向",
    "other": rf"备注|说明|(?:{_ACTIVITY})?(?:地点|目的|意义|步骤|程序|流程|背景|要求|路线|目标|依据|经费)"
    r"|工作(?:步骤|要求|流程|目标)"
    r"|联系人|联系电话|序号|有关要求|实施步骤|方法步骤",
}
_ORDER = {role: _NAMES[role] for role in _NAMES}


def _spaced(pattern: str) -> str:
    """Typists set the characters of a short name apart: 时　间."""
    pieces = re.split(r"(\[[^\]]*\])", pattern)
    between = re.compile(r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])")
    return "".join(one if one.startswith("[") else between.sub(r"[ \\t]{0,2}", one) for one in pieces)


_ANY = "|".join(f"(?P<{role}>{_spaced(names)})" for role, names in _ORDER.items())
# Within a line a name needs its colon or its brackets; at the head of one a space or the end of the line will do.
_INLINE = re.compile(
    rf"(?:^|(?<=[。;:,、\s)】\]]))(?P<open>[【\[「<])?(?:{_ANY})(?(open)[】\]」>]\s*:?|(?:\s*\([^()\n]{{1,12}}\))?\s*:)\s*"
)
_ALONE = re.compile(rf"(?:{_ANY})\s*$")
_HEADED = re.compile(rf"(?=\S{{3,}}[ \t])(?:{_ANY})[ \t]+(?=\S)")
_CELL = re.compile(rf"(?:{_ANY})(?:\([^()]*\))?")


def role_of(match: re.Match[str]) -> str:
    """Which role the name that was found has."""
    return next(role for role in _ORDER if match[role])


def field_names(flat: str, start: int, end: int) -> list[tuple[str, str, int, int]]:
    """The names of fields in a part of `flat`: (role, name, where it begins, where its value begins)."""
    part = flat[start:end]
    first = _ALONE.match(part) or _HEADED.match(part)
    found = [first] if first and not _INLINE.match(part) else list(_INLINE.finditer(part))
    return [
        (role_of(one), re.sub(r"\s", "", one[role_of(one)]), start + one.start(), start + one.end()) for one in found
    ]


def column_role(cell: str) -> str:
    """The role of a column by its heading; empty for a heading that names none."""
    match = _CELL.fullmatch(re.sub(r"\s", "", cell))
    return role_of(match) if match else ""


# ── Forms and kinds ──────────────────────────────────────────────────────────────────────────────────────────────────
_FORM_CORE = (
    r"(?:全体会议|常委会会议|常务委员会会议|主席会议|议政会|议政性[^,。;:]{0,10}会议|协商会议?|座谈会|恳谈会|议事会|听证会|通报会|评议会|论坛"
    r"|远程协商|网络议政|协商议政|协商民主|资政会|专题协商|对口协商|界别协商|提案办理协商|基层协商|重点协商|微协商|微建议"
    r"|协商|视察|考察|调研|民主监督|监督性视察|监督性调研|专项监督|民主评议|监督|通报|座谈|大会发言)"
)
FORM = re.compile(rf"[^,。;:、“”\"()\n]{{0,16}}?{_FORM_CORE}(?:活动|会|会议|座谈会|协商)?")
# A heading that names nothing but a form, with how many of them there are.
FORM_HEADING = re.compile(
    rf"(?P<form>(?:[^,。;:“”\"()\n]{{0,14}}?){_FORM_CORE}(?:活动|会|会议|座谈会|协商)?)"
    r"(?:议题|课题|计划|项目|题目)?\s*(?:[(共][^()]{1,16}\)?)?[。:]?\s*"
)
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
    # 视察监督 and 调研协商 are what they end in; a list of several kinds is none of them.
    return named[0] if named[0] in ("supervision", "consultation") or len(named) == 1 else ""


# What stands under these headings is no activity.
NO_ACTIVITY = re.compile(
    r"指导思想|总体要求|工作要求|有关要求|相关要求|基本原则|组织保障|保障措施|工作目标|几点要求|工作机制|注意事项|总体目标|总体安排|组织领导$"
    r"|工作原则|工作步骤|实施步骤"
)
IS_TITLE = re.compile(r"(?:计划|安排|方案|要点|通知|一览表|安排表|计划表|目录|清单|任务表)(?:\([^()]*\))?\s*$")
