"""Marks of classification are refused, words that only look like them pass."""

import pytest
from django.core.exceptions import ValidationError

from secretariat.classified import is_classified, refuse_classified, unmarked
from secretariat.errors import Refused

MARKED = [
    "机密★1年",
    "绝密★长期",
    "会议材料(秘密★6个月)",
    "国家秘密★10年",
    "机　密　★　三年",
    "本件为秘密5年",
    "定为机密、长期",
    "密级:机密",
    "密级：秘密",
    "文件密 级：【绝密】",
    "秘密",
    " 绝密 ",
    "【机密】",
    "机密 关于六届五次会议的请示",
    "机密-会议方案.docx",
    "[绝密]会议方案.docx",
    "第一行\n机 密\n第三行",
    "机\u200b密★1年",
    "機密★1年",
]

PLAIN = [
    "",
    "遵守国家秘密管理规定",
    "国家秘密保密期限20年",
    "召开保密工作会议",
    "商业秘密保护",
    "商业秘密3年内不得披露",
    "密级:公开",
    "学习保守国家秘密法,做好机密文件清退",
    "非涉密系统，严禁存储、处理国家秘密",
    "秘书处牵头，11月25日前报送",
]


@pytest.mark.parametrize("text", MARKED)
def test_rule_50_marks_are_seen(text):
    assert is_classified(text)


@pytest.mark.parametrize("text", PLAIN)
def test_rule_50_plain_words_pass(text):
    assert not is_classified(text)


def test_rule_50_refusal_names_the_field_and_keeps_the_text_out():
    with pytest.raises(Refused) as refusal:
        refuse_classified("普通", "机密★1年", field="minutes")

    assert refusal.value.field == "minutes"
    assert "★" not in str(refusal.value)


def test_rule_50_plain_texts_are_not_refused():
    assert refuse_classified("国家秘密", "商业秘密保护") is None


def test_rule_50_a_field_says_that_it_takes_no_mark():
    with pytest.raises(ValidationError):
        unmarked("机密★1年")

    assert (unmarked("国家秘密"), unmarked(None)) == (None, None)
