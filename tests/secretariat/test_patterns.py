"""Patterns that are compiled when they are first used."""

import re

import pytest

from secretariat.patterns import regex


def test_a_pattern_is_used_like_any_other():
    day = regex(r"(\d+)月(\d+)日")

    assert (day.search("于12月5日前")[2], day.sub("", "12月5日前"), day.pattern) == ("5", "前", r"(\d+)月(\d+)日")


def test_flags_are_kept():
    assert regex("wd", re.IGNORECASE).fullmatch("WD")


def test_it_is_compiled_when_it_is_first_used():
    broken = regex("(")

    with pytest.raises(re.error):
        broken.search("")
