"""Chinese numbers, dates and document numbers as official papers write them."""

import datetime
import tomllib
from pathlib import Path
from typing import Any

WORDING: dict[str, Any] = tomllib.loads((Path(__file__).parent / "wording.toml").read_text(encoding="utf-8"))


def chinese_number(number: int) -> str:
    """Write 1–99 in Chinese numerals; raise `ValueError` outside."""
    if not 1 <= number <= 99:
        raise ValueError(f"no Chinese numeral for {number}: 1 to 99 are known")
    tens, ones = divmod(number, 10)
    digits, ten = WORDING["digits"], WORDING["ten"]
    return (digits[tens] if tens > 1 else "") + (ten if tens else "") + (digits[ones] if ones else "")


def chinese_date(day: datetime.date) -> str:
    """Write a date in Arabic numerals without leading zeros (rule 45, GB/T 9704 §7.3.5.4)."""
    return WORDING["date"].format(year=day.year, month=day.month, day=day.day)


def document_number(word: str, year: int, number: int) -> str:
    """Write a document number: the office's word, the year in brackets, the number unpadded (GB/T 9704 §7.2.5)."""
    return WORDING["document_number"].format(word=word, year=year, number=number)


def issue_line(number: int, total: int | None = None) -> str:
    """Write the number of an issue, with the running total of all years where there is one."""
    if total is None:
        return WORDING["issue"].format(number=number)
    return WORDING["issue_and_total"].format(number=number, total=total)


def heading_mark(level: int, number: int) -> str:
    """Write the mark of the `number`-th heading of a level 1–4 (GB/T 9704 §7.3.3)."""
    pattern: str = WORDING["headings"][level - 1]
    # Only the upper two levels count in Chinese, and they alone end at 99.
    return pattern.format(number=number, chinese=chinese_number(number) if level <= 2 else "")
