"""Which faces the pdf can be set in."""

import pytest

from secretariat.errors import Refused
from secretariat.papers.fonts import FACES, chosen_families, missing_fonts, require_fonts, stand_ins
from secretariat.papers.pdf import render_pdf
from tests.secretariat.papers import specimen


def test_missing_fonts_names_every_face_of_an_empty_folder(tmp_path):
    assert missing_fonts(tmp_path) == ["方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"]
    assert stand_ins(tmp_path) == ()


def test_require_fonts_refuses_a_folder_that_does_not_exist(tmp_path):
    with pytest.raises(Refused):
        require_fonts(tmp_path / "none")


def test_render_pdf_without_chinese_fonts_says_why(tmp_path):
    with pytest.raises(Refused, match=tmp_path.name):
        render_pdf(specimen.briefing(), font_dir=tmp_path)


def test_free_fonts_stand_in_for_the_title_face_alone(font_dir):
    assert missing_fonts(font_dir) == ["方正小标宋简体"]
    assert [(stand_in.face, stand_in.family) for stand_in in stand_ins(font_dir)] == [
        ("方正小标宋简体", "Noto Serif CJK SC")
    ]


def test_chosen_families_put_the_offices_own_face_first():
    installed = frozenset({"LXGW WenKai", "FangSong_GB2312", "FandolFang R"})

    assert chosen_families(FACES["body"], installed) == ("FangSong_GB2312", "FandolFang R", "LXGW WenKai")


def test_chosen_families_take_any_chinese_font_rather_than_none():
    assert chosen_families(FACES["hei"], frozenset({"LXGW WenKai"})) == ("LXGW WenKai",)
