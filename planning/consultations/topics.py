"""Reads the heading of an activity: what it is about, in which form, and where the details begin."""

import re

from planning.consultations.roles import FORM
from secretariat.patterns import regex

Place = tuple[int, int]
_QUOTES = {"“": "”", '"': '"', "「": "」", "『": "』", "《": "》", "‘": "’"}
_QUOTED = regex(r"“[^”]*”|《[^》]*》|\"[^\"]*\"|「[^」]*」")
_EDGE = " \t\n\u3000,，。;；:：、．.*・·•"


# ── Text ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
def trimmed(text: str, start: int, end: int) -> Place:
    """The place without blanks and closing marks at its ends."""
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and (text[end - 1] in _EDGE or _is_stray(text, start, end)):
        end -= 1
    return start, end


def _is_stray(text: str, start: int, end: int) -> bool:
    """Whether a bracket at the end has no partner in the place: it belongs to what stands around."""
    last = text[end - 1]
    return last in "(（" or (last in ")）" and not any(one in text[start:end] for one in "(（"))


def joined(text: str) -> str:
    """The words without the breaks of the lines in which they were pasted."""
    return re.sub(r"[ \t\u3000]+", " ", re.sub(r"[ \t\u3000]*\n[ \t\u3000]*", "", text)).strip(_EDGE)


# ── Topic ────────────────────────────────────────────────────────────────────────────────────────────────────────────
_ACT = r"(?:开展|举行|召开|举办|进行|组织|实施|专题协商|协商议政|协商|建言|资政|议政|深入|分别)"
_OF_FORM = r"(?:专题|重点|专项|界别|对口|提案办理|月度|双月|季度|网络|远程|监督性|协商式|委员|民主)"
_TOPICS = [
    regex(
        rf"(?:围绕|聚焦|(?:^|[,，。日旬月度年])就)(?P<topic>“[^”]+”|\"[^\"]+\")(?:问题|议题|主题|课题)?(?=[,，。;；]|{_ACT}|$)"
    ),
    regex(rf"(?:围绕|聚焦)(?P<topic>.+?)(?:课题|议题|主题)?[,，]?(?={_ACT}|[。;；]|$)"),
    regex(rf"(?:^|[,，。日旬月度年])就(?P<topic>.+?)(?:议题)?[,，]?(?={_ACT}|[。;；]|$)"),
    regex(r"(?:^|[,，])(?:专题|重点)?(?:协商|监督|调研|视察|讨论|研究)(?P<topic>“[^”]+”|《[^》]+》)(?=[,，。;；]|$)"),
    regex(r"以(?P<topic>[“\"].+?[”\"])为(?:主|议|课)题"),
    regex(r"(?:^|[,，。])对(?P<topic>.+?)(?:组织)?(?:开展|进行)(?=.*(?:监督|评议|视察|考察|调研))"),
    regex(
        rf"^关于(?P<topic>.+?)的?(?={_OF_FORM}*(?:协商|调研|视察|考察|民主监督|监督|通报|评议|座谈)(?:会|活动|座谈会)?[。;；(（]?$)"
    ),
    regex(r"^(?:听取|通报)(?!和|并|及|与|、)(?P<topic>.+?)(?:的?通报)?[。;；]?$"),
    regex(r"^(?:组织)?(?:[^,，。]{0,10}委员)?(?:赴[^,，。]{1,12}?)?(?:学习)?(?:视察|考察|调研)(?P<topic>.{4,})$"),
    regex(
        rf"(?:召开|举办|举行|开展|组织)(?P<topic>[“\"《].+?[”\"》])(?={_OF_FORM}*[^,，。“”]{{0,10}}(?:协商|调研|视察|考察|监督|通报|座谈))"
    ),
    regex(
        rf"^(?P<topic>[“\"《].+[”\"》])(?={_OF_FORM}*[^,，。“”]{{0,10}}(?:协商|调研|视察|考察|监督|通报|座谈)[^,，。]{{0,6}}$)"
    ),
    regex(
        r"^[^,，。“”:：]{0,12}(?:协商|协商会|座谈会|视察|考察|调研|监督|通报)(?:会|活动)?\s*(?:[:：]|—+)\s*(?P<topic>.{4,})$"
    ),
    regex(
        rf"(?:召开|举办|举行)(?:一次)?(?P<topic>.{{4,}}?)(?={_OF_FORM}+(?:协商会?|议政会|座谈会|协商座谈会|通报会|恳谈会)$)"
    ),
    regex(r"^(?P<topic>.{4,}?(?:情况|工作|问题))(?=(?:调研|视察|考察|民主监督|监督)(?:活动)?$)"),
    regex(rf"^(?P<topic>.{{4,}}?)(?={_OF_FORM}+(?:协商|调研|视察|考察|民主监督|监督|座谈|通报)[会议活动座谈]{{0,4}}$)"),
]
_ONLY_ABOUT = regex(r"关于(?P<topic>.+?)(?:的(?:建议|议题|协商|问题|课题))?")
# A paragraph that opens like this is an activity of its own, and a heading that has such words names one.
OPENS = regex(r"(?:围绕|聚焦|就)\s*[“\"《「]")
TELLS_OF = regex(r"围绕|聚焦|就|关于|对(?!口)")
NAMES_TOPIC = regex(r"围绕|聚焦|就[“\"]|^关于|以[“\"]")
# Words behind a topic that tell when, in which form and by whom; the topic ends before them.
_BREAK = regex(r"[,，。;；(（\s\u3000]|—{2}")
_MONTH = r"(?:\d{1,2}|[１-９]\d?|[一二三四五六七八九十]{1,2})\s*月"
_WHEN = regex(
    rf"[(（\s]*(?:时间\S?|拟|计划|暂定|定)?(?:于|在)?\s*(?:20\d\d年)?\s*(?:第?[一二三四1-4]季度|[上下]半年|全年|年[内底]|适时|择机|{_MONTH}|\d{{1,2}}\s*(?:[-—至~、]+)\s*{_MONTH})"
)
OPENING_TIME = regex(rf"{_WHEN.pattern}[^,，。;；:：、“《\s]{{0,12}}[,，:：\s]\s*")
_BY_FORM = regex(r"(?:拟|计划)?(?:采取|采用|通过|以)(?P<form>[^,，。;；]{2,20}?)的?(?:形式|方式)")
_HOLDS = regex(r"(?:拟|计划)?(?:召开|举行|举办|开展|组织)(?:一次|\d{1,2}次)?")
_ABOUT = regex(r"\s*(?:围绕|聚焦|就|关于|对(?!口))")
_DONE = regex(r"(?:开展|举行|召开|举办|进行|组织|实施)(?:一次|一场|好)?")
_STOP = regex(r"[,，、。;；()（）\s]")
_UNIT_END = r"(?:[委部局室厅处会办馆院校集团]|政协|单位|部门|公司|中心)"
_WHO = regex(
    rf"[(（\s]*(?:(?:由|请)[^,，。;；()（）]{{2,40}}?|[^,，。;；()（）]{{1,30}}?{_UNIT_END}[^,，。;；()（）]{{0,3}}?|[^,，。;；()（）]{{0,12}}(?:主席|秘书长|领导))"
    r"(?:牵头|承办|主办|负责|配合|协办|参与|组织实施|领衔|带队|主持|督办)"
    r"|[(（\s]*(?:牵头|责任|分管|带队|承办|参与|配合)(?:领导|单位|部门)"
)
_ORDERS = regex(
    r"(?:单位|部门|委|室|处|各方)(?:要|应|须)|应当|必须|确保"
    r"|要(?:加强|及时|认真|于|在|按|根据|严格|充分|切实|高度|注重)"
)


def topic_place(text: str, start: int, end: int) -> tuple[Place, bool]:
    """Where the topic stands in a heading, and whether the words say that it is one (围绕…开展)."""
    start, end = trimmed(text, start, end)
    start = _behind_time(text, start, end)
    end = _before_details(text, start, end)
    for pattern in _TOPICS:
        match = pattern.search(text[start:end].replace("\n", " "))
        if match:
            return unquoted(text, start + match.start("topic"), start + match.end("topic")), True
    about = _ONLY_ABOUT.fullmatch(text, start, end)
    return unquoted(text, *(about.span("topic") if about else (start, end))), False


def _behind_time(text: str, start: int, end: int) -> int:
    """The start of a heading that begins with its time: 3月下旬，组织…."""
    match = OPENING_TIME.match(text, start, end)
    return match.end() if match else start


def _before_details(text: str, start: int, end: int) -> int:
    """The end of the topic in a heading that goes on to tell when, in which form and by whom."""
    quoted = [match.span() for match in _QUOTED.finditer(text, start, end)]
    for match in _BREAK.finditer(text, start + 4, end):
        if any(first <= match.start() < last for first, last in quoted):
            continue
        if is_detail(text, match.end(), end):
            return trimmed(text, start, match.start())[1]
    return end


def is_detail(text: str, start: int, end: int) -> bool:
    """Whether the words at `start` tell when, by whom, or in which form."""
    if _WHEN.match(text, start, end) or _WHO.match(text, start, end):
        return True
    if _ABOUT.match(text, start, end):
        return False
    if _BY_FORM.match(text, start, end):
        return True
    stop = _STOP.search(text, start, end)
    return whole_form(text, *trimmed(text, start, stop.start() if stop else end)) is not None


def hints(text: str, start: int, end: int) -> set[str]:
    """What a heading tells of an activity besides its topic: its time, its form, who does it."""
    if _ORDERS.search(text, start, end):
        return set()
    topic, _says = topic_place(text, start, end)
    found = set()
    for first, last in ((start, topic[0]), (topic[1], end)):
        words = text[first:last]
        found |= {"time"} if re.search(rf"{_MONTH}|季度|半年|全年|年底|适时|择机", words) else set()
        found |= {"parts"} if re.search(r"牵头|承办|主办|负责|配合|协办|参与|主席|秘书长", words) else set()
        found |= {"form"} if re.search(r"协商|视察|考察|调研|监督|通报|座谈|议政", words) else set()
    return found


def unquoted(text: str, start: int, end: int) -> Place:
    """Without the marks of quotation that enclose the whole."""
    start, end = trimmed(text, start, end)
    closing = _QUOTES.get(text[start : start + 1])
    if closing and end - start > 2 and text[end - 1] == closing and closing not in text[start + 1 : end - 1]:
        return trimmed(text, start + 1, end - 1)
    return start, end


def form_place(text: str, start: int, end: int) -> Place | None:
    """Where a heading names the form after its topic: 围绕…开展(界别协商)."""
    for act in _DONE.finditer(text, start, end):
        stop = _STOP.search(text, act.end(), end)
        clause = act.end(), stop.start() if stop else end
        match = FORM.fullmatch(text, *clause) or FORM.match(text, *clause)
        if match:
            return trimmed(text, match.start(), match.end())
    by = _BY_FORM.search(text, start, end)
    if by and FORM.fullmatch(by["form"]):
        return by.span("form")
    start, end = trimmed(text, start + text.startswith(("”", "》", "’"), start, end), end)
    return whole_form(text, start, end)


def whole_form(text: str, start: int, end: int) -> Place | None:
    """The place if its words are the name of a form and nothing else."""
    verb = _HOLDS.match(text, start, end)
    start = verb.end() if verb else start + text.startswith("的", start, end)
    return (start, end) if FORM.fullmatch(text[start:end]) else None
