"""The name of a leader among the posts that are written round it."""

from secretariat.patterns import regex

# A leader is written with a post before or behind the name: 市政协副主席张玲, 苏明理副秘书长, 高志明同志. What ends
# like a unit or like a duty (分管副秘书长) is no name.
_POST = r"(?:常务)?副?(?:秘书长|主席|书记|主任委员|主任|处长|局长|厅长|部长|组长|巡视员|调研员)"
_NAME_FIRST = regex(rf"(?P<name>[\u4e00-\u9fff·]{{2,4}}?(?<![协关组厅管系委会处室局部市省区县务副]))(?:{_POST}|同志)+")
_NAME_LAST = regex(rf"[\u4e00-\u9fff]{{0,20}}?{_POST}(?P<name>[\u4e00-\u9fff·]{{2,4}}?)(?:同志)?")
_ASIDE = regex(r"[(（][^()（）]*[)）]")


def person(words: str) -> str:
    """The name of a leader without the posts that are written round it; what holds no name stays as it is."""
    bare = _ASIDE.sub("", words)
    match = _NAME_FIRST.fullmatch(bare) or _NAME_LAST.fullmatch(bare)
    return match["name"] if match else bare or words
