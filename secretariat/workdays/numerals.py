"""Numbers as official papers write them: ５, 5, 五, 十二, 二〇二六."""

# Same length in and out, so that places in the text stay valid.
HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}
DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "○": 0, "O": 0}
NUMBER = r"(?:\d{1,4}|[一二两三四五六七八九十百零〇]{1,5})"


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
