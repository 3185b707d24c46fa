"""Numbers and the words for parts of time as official papers write them: ５, 五, 二〇二六, 上旬, 下周."""

# Same length in and out, so that places in the text stay valid.
HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}
DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "○": 0, "O": 0}
NUMBER = r"(?:\d{1,4}|[一二两三四五六七八九十百零〇]{1,5})"

# What the words for parts of time stand for: days of a month, offsets in years, months and weeks, places.
PARTS = {"上旬": (1, 10), "上中旬": (1, 20), "中旬": (11, 20), "中下旬": (11, 31), "下旬": (21, 31), "底": (31, 31)}
PARTS |= {"末": PARTS["底"], "初": PARTS["上旬"]}
WEEKDAYS = {
    word: place % 7 + 1 for word, place in zip("一二三四五六日天末1234567", [*range(7), 6, 6, *range(7)], strict=True)
}
LATER_YEARS = {"今年": 0, "本年": 0, "当年": 0, "明年": 1, "次年": 1, "来年": 1, "后年": 2}
LATER_MONTHS = {"本月": 0, "当月": 0, "这个月": 0, "月": 0, "下月": 1, "下个月": 1, "次月": 1}
LATER_WEEKS = {"本周": 0, "这周": 0, "下周": 1, "下下周": 2, "下星期": 1, "本星期": 0, "下个星期": 1}
QUARTERS = {word: place % 4 + 1 for place, word in enumerate("一二三四1234")}
FESTIVALS = {
    "元旦": ("元旦",),
    "春节": ("春节", "除夕"),
    "清明": ("清明",),
    "五一": ("劳动节",),
    "劳动节": ("劳动节",),
    "端午": ("端午",),
    "中秋": ("中秋",),
    "国庆": ("国庆",),
    "十一": ("国庆",),
}
# Days that are marked, but not off.
ANNIVERSARIES = {"三八": (3, 8), "五四": (5, 4), "六一": (6, 1), "七一": (7, 1), "八一": (8, 1)}
ANNIVERSARIES |= {"妇女节": (3, 8), "植树节": (3, 12), "青年节": (5, 4), "儿童节": (6, 1), "建党节": (7, 1)}
ANNIVERSARIES |= {"建军节": (8, 1), "教师节": (9, 10), "记者节": (11, 8)}


def number(text: str) -> int:
    """The whole number that `text` writes. Raises ValueError for anything else."""
    if text.isdecimal():
        return int(text)
    if not text:
        raise ValueError("no number")
    if not set(text) & {"十", "百"}:
        return int("".join(str(_digit(character)) for character in text))
    return _with_places(text)


def _with_places(text: str) -> int:
    hundreds, _sign, rest = text.rpartition("百")
    tens, sign, ones = rest.rpartition("十")
    value = _digit(hundreds) * 100 if hundreds else 0
    value += (_digit(tens.lstrip("零〇")) if tens.lstrip("零〇") else 1) * 10 if sign else 0
    ones = ones.lstrip("零〇")
    return value + (_digit(ones) if ones else 0)


def _digit(character: str) -> int:
    if character not in DIGITS:
        raise ValueError(f"not a number: {character!r}")
    return DIGITS[character]
