"""Text as people paste it."""

from secretariat.pasted import normalised


def test_every_kind_of_line_break_is_one():
    assert normalised("甲\r\n乙\r丙\v丁\u2028戊\n己") == "甲\n乙\n丙\n丁\n戊\n己"


def test_what_nobody_sees_is_left_out_and_blanks_stay():
    assert normalised("\ufeff研究\xad室\u200b 秘书处\xa0\u3000\u2060") == "研究室 秘书处\xa0\u3000"
