"""Which leader and which room the words of an entry mean, so that conflicts are found however they are written."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from planning.arrangements.conflicts import BETWEEN, names, plain
from planning.arrangements.models import Room
from planning.arrangements.persons import person
from planning.arrangements.places import is_place
from secretariat.patterns import regex
from secretariat.people.models import PostKind, User
from secretariat.people.names import leading_post
from secretariat.people.queries import LEADING, holders

# 苏副秘书长: a surname and the post that one of the leaders holds.
_SURNAMED = regex(r"(?P<surname>[\u4e00-\u9fff]{1,2}?)(?P<deputy>副)?秘书长")
_HOUSE = regex(r"[市省区县州]?政协|本会|我会|机关")
# 十三楼 is not 三楼, nor 12号楼 the 2号楼.
_NUMERAL = regex(r"[\d一二三四五六七八九十百零〇]$")


def leaders_meant(words: str) -> str:
    """The leaders with those by name whom the words only name by post (秘书长) or surname (苏副秘书长), as far as one
    person is meant; the others as they are written. Two queries where somebody is named so."""
    written = names(words)
    if not any(_is_post(name) for name in written):
        return words
    leaders = {kind: holders(kind) for kind in LEADING}
    return BETWEEN.join(_meant(name, leaders) for name in written)


def _is_post(name: str) -> bool:
    return bool(leading_post(name) or (person(name) == name and _SURNAMED.fullmatch(name)))


def _meant(name: str, leaders: dict[PostKind, list[User]]) -> str:
    if not _is_post(name):
        return name
    match = None if leading_post(name) else _SURNAMED.fullmatch(name)
    is_deputy = match["deputy"] if match else leading_post(name) == PostKind.DEPUTY
    found = leaders[PostKind.DEPUTY if is_deputy else PostKind.SECRETARY_GENERAL]
    meant = [user.name for user in found if not match or user.name.startswith(match["surname"])]
    return meant[0] if len(meant) == 1 else name


def room_meant(place: str, rooms: Collection[str]) -> str:
    """The name of the room that a place means: that of the table whose name it is, or the end of it (三楼会议室 for
    机关三楼会议室), or which stands behind the house; the place as written where that fits none or several."""
    words = plain(place)
    if len(words) < 2 or words in rooms:
        return words if words in rooms else place
    found = [room for room in rooms if _is_end_of(plain(room), words) or _is_behind_house(words, plain(room))]
    return found[0] if len(found) == 1 else place


def _is_end_of(room: str, words: str) -> bool:
    return room.endswith(words) and not _NUMERAL.search(room.removesuffix(words))


def _is_behind_house(words: str, room: str) -> bool:
    return words.endswith(room) and _HOUSE.fullmatch(words.removesuffix(room)) is not None


def rooms_in_use() -> list[str]:
    """The names of the rooms of the house: one query."""
    return list(Room.objects.filter(is_active=True).values_list("name", flat=True))


@dataclass(frozen=True)
class Unrecognised:
    """What of an entry takes part in the search for conflicts only as it is written."""

    leaders: Sequence[str] = ()
    place: str = ""

    @property
    def words(self) -> str:
        """All of it, to be told in one sentence."""
        return BETWEEN.join([*self.leaders, *filter(None, [self.place])])


def unrecognised(leaders: str, place: str) -> Unrecognised:
    """The leaders who are nobody of the house, and the place if it is a room that the table of rooms does not hold:
    one query for each that is given."""
    written = {person(name): name for name in names(leaders)}
    known = set(User.objects.filter(is_active=True, name__in=written).values_list("name", flat=True)) if written else ()
    rooms = rooms_in_use() if place and is_place(place) else []
    is_known = not rooms or plain(place) in map(plain, rooms)
    return Unrecognised([name for key, name in written.items() if key not in known], "" if is_known else place)
