"""Units that nothing but their place shows to be units: entries of a labelled list, and who is said to act."""

from collections.abc import Iterator, Sequence

from secretariat.patterns import regex
from secretariat.people.names import UnitMention

# ── 配合单位：行政处、市新华书店 ─────────────────────────────────────────────────────────────────────────────────────
_PARTS = (
    r"(?:主?责任|牵头|主办|承办|协办|会办|联办|配合|协同|协助|参与|参加|支持|实施|落实|执行|负责|主责|保障|监督|指导)"
)
_LIST = regex(
    rf"{_PARTS}(?:单位|部门|处室|机构|方)?(?:[:：]|(?<=[位门室构方])(?:为|是))(?P<entries>[^,，;；。:：()（）\n]+)"
)
_ENTRY = regex(r"[^、]+")
# What stands in a list and is no unit: 待定, 按职责分工, 12月底前.
_NO_NAME = regex(
    r"[\d\s]|^(?:各|待|按|无$|另|详|见|同|由|等)|(?:[前内止后]|同志|主席|主任|秘书长|处长|领导)$"
    r"|(?:牵头|负责|配合|协助|参与|落实|完成)$"
)
_LONGEST = 20

# ── 由市新华书店负责 ─────────────────────────────────────────────────────────────────────────────────────────────────
# A name that says of which place or kind it is, without a word of what is done.
_LETTER = r"[^\W\d的了要由在对将把被为等和与及同会请报送向于从各其并应须]"
_PLACED = (
    rf"(?P<name>(?:[市省区县州](?![政委直级民场域情容里内外区长]|领导|人大|主席|人民|社会各)|某){_LETTER}{{2,12}}?"
    rf"|{_LETTER}{{1,3}}(?:街道|社区|[镇乡]|日报|晚报|发布))"
)
_ACTS = (
    r"(?:积极|共同|分别|全力|具体|协同|密切)*"
    r"(?:牵头|负责|承办|主办|承担|配合|协助|协办|参与|参加|支持|会办|协同|联办|列席|提供|保障)"
)
_JOIN = r"(?:、|和|与|及|以及)"
_ACTING = regex(
    rf"(?:(?<=[,，。;；:：、由请同和与及\s（(])|^){_PLACED}"
    rf"(?={_JOIN}[^,，。;；]{{2,60}}?{_ACTS}|{_ACTS}(?![的过了者]))"
)
_DRAWN_IN = regex(rf"(?:(?<=会同)|(?<=商请)|(?<=联合)){_PLACED}(?=[、,，和与及])")
# People, and what is done or spoken about.
_NO_UNIT = regex(
    r"(?:[长员席任者人导志家记众派属民友]|企业|代表|力量|资源|主体|单位|部门"
    r"|工作|情况|方案|活动|项目|结果|意见|要求|任务|事项|问题|材料)$"
)


def read_strangers(text: str, mentions: Sequence[UnitMention]) -> list[UnitMention]:
    """Units of `text` besides the `mentions` that the grammar of names has found."""
    taken = {place for one in mentions for place in range(one.start, one.end)}
    found = (one for one in (*_listed(text), *_acting(text)) if taken.isdisjoint(range(one.start, one.end)))
    return list({one.start: one for one in found}.values())


def _listed(text: str) -> Iterator[UnitMention]:
    for match in _LIST.finditer(text):
        for entry in _ENTRY.finditer(text, *match.span("entries")):
            name = entry[0].strip()
            if 1 < len(name) <= _LONGEST and not _NO_NAME.search(name):
                start = entry.start() + entry[0].index(name)
                yield UnitMention(start, start + len(name), name)


def _acting(text: str) -> Iterator[UnitMention]:
    for match in (*_ACTING.finditer(text), *_DRAWN_IN.finditer(text)):
        if not _NO_UNIT.search(match["name"]):
            yield UnitMention(match.start(), match.end(), match["name"])
