"""Rooms as a week names them: a room holds no meeting, it is where one is held."""

import re
from collections.abc import Collection

from secretariat.patterns import regex

# What a room is called by its last word; none of these is the last word of a unit.
_ENDING = (
    r"(?:会议[室厅]|会议中心|会场|礼堂|报告厅|多功能厅|学术厅|演播[厅室]|放映厅|贵宾厅|宴会厅|大厅|接待[室厅]|会客[室厅]|会见厅|活动室|阅览室|阅读室|培训室|教室|食堂|餐厅"
    r"|影剧院|体育馆|[宾旅]馆|酒店|饭店|(?:[\d一二三四五六七八九十]{1,3}楼|[\d]{1,2}号楼|[A-Za-z]座)|(?<!\d)[A-Za-z]?\d{3,4}室)"
)
_IN_BRACKETS = r"(?:\s*[(（][^()（）]{1,12}[)）])?"
# No name of a room holds what leads to one (经济委员会/在/三楼会议室).
_LEADS = r"(?:[在赴到于]|召开|举行|举办|开展|参加|假座)"
_PLACE = regex(rf"(?:(?!{_LEADS})[\u4e00-\u9fffA-Za-z0-9·#-]){{0,20}}?{_ENDING}{_IN_BRACKETS}")
_HELD = r"(?:召开|举行|举办|开会|开展|组织|集中|集体|听取|参加|进行|学习|观看|收看|接待|会见|约谈|审议|研究|主持)"
_ALONE = r"(?:[ \t\u3000,，:：|]+|$)"
_FIRST = regex(rf"(?P<place>{_PLACE.pattern})(?:{_ALONE}|(?={_HELD}))")
_WITHIN = regex(rf"(?:在|假座|于|到|赴)(?P<place>{_PLACE.pattern})(?={_HELD}|[\s,，。；;]|$)")
_LAST = regex(
    rf"[ \t\u3000,，;；。]\s*(?P<label>(?:会议|活动|集合)?地[点址]\s*[:：]?\s*)?(?P<place>{_PLACE.pattern})[。.]?\s*$"
)
_LABELLED = regex(r"[ \t\u3000,，;；。]\s*(?:会议|活动|集合)?地[点址]\s*[:：]\s*(?P<place>[^,，。;；]{2,40})[。.]?\s*$")
# 召开会议室管理办法研讨会 begins with a verb, and 研究室会议室 does not.
_VERB = regex(r"(?:召开|举行|举办|开展|参加|赴|到|在|走访|视察|考察|检查|听取|组织(?!部))")


def is_place(words: str, rooms: Collection[str] = ()) -> bool:
    """Whether `words` are the name of a room: one of `rooms`, or by what it is called."""
    plain = "".join(words.split())
    return plain in rooms or (_PLACE.fullmatch(plain) is not None and not _VERB.match(plain))


def split_place(words: str, rooms: Collection[str] = ()) -> tuple[str, str]:
    """The room with which the words begin (机关三楼会议室 召开会议), empty where none is, and the words behind it."""
    for room in sorted(rooms, key=len, reverse=True):
        if words.startswith(room) and re.match(rf"{_ALONE}|{_HELD}", words[len(room) :]):
            return room, words[len(room) :].lstrip(" \t\u3000,，:：|")
    match = _FIRST.match(words)
    if not match or _VERB.match(words):
        return "", words
    return match["place"].strip(), words[match.end() :]


def place_within(words: str, rooms: Collection[str] = ()) -> tuple[str, str]:
    """The room that an activity names within or behind itself, and the activity. The words stay where they belong to
    its sentence; a last column, or a clause that says 地点, is taken out."""
    if labelled := _LABELLED.search(words):
        return labelled["place"].strip(), words[: labelled.start()]
    if match := _LAST.search(words):
        return match["place"].strip(), words[: match.start()] if match["label"] or words[
            match.start()
        ].isspace() else words
    match = _WITHIN.search(words)
    named = next((room for room in rooms if f"在{room}" in words), "")
    return (match["place"].strip() if match else named), words
