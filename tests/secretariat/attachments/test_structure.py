"""Whether a file is what its name says."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretariat.attachments.structure import STRUCTURE
from tests.secretariat.attachments import specimens
from tests.secretariat.attachments.specimens import DOCX, EXCEL, MACRO, PDF, SOUND, WORD, office


def is_sound(kind, content):
    return STRUCTURE[kind](io.BytesIO(content))


@pytest.mark.parametrize("named", STRUCTURE)
@pytest.mark.parametrize("really", STRUCTURE)
def test_file_is_taken_only_as_what_it_is(named, really):
    # A short PDF is plain ASCII; as a text it can do no harm.
    expected = named == really or (named, really) == ("txt", "pdf")

    assert is_sound(named, SOUND[really]) is expected


@pytest.mark.parametrize(
    "content",
    [
        office("word/document.xml", WORD, **{"word/vbaProject.bin": "x"}),
        office("word/document.xml", WORD, **{"other/VBAPROJECT.BIN": "x"}),
        office("word/document.xml", MACRO),
        office("word/document.xml", WORD + " " + MACRO),
    ],
)
def test_macros_are_found_under_any_name(content):
    assert not is_sound("docx", content)


def test_workbook_named_as_document_is_refused():
    assert not is_sound("docx", office("word/document.xml", EXCEL))


def test_bomb_is_refused_by_its_stated_size():
    assert not is_sound("docx", office("word/document.xml", WORD, stated_size=301 * 1024 * 1024))


def test_too_many_members_are_refused():
    assert not is_sound("docx", office("word/document.xml", WORD, **{f"m{n}": "" for n in range(5001)}))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_text_may_be_utf_8_or_gb_18030(encoding):
    assert is_sound("txt", "秘书处".encode(encoding))


@pytest.mark.parametrize("content", [b"a\0b", b"\x1b[31m", b"\xff\xfe\x00\xff"])
def test_text_with_control_characters_is_refused(content):
    assert not is_sound("txt", content)


def test_truncated_pdf_is_refused():
    assert not is_sound("pdf", PDF[:20])


@given(kind=st.sampled_from(list(STRUCTURE)), content=st.binary(max_size=400))
def test_random_bytes_are_judged_without_error(kind, content):
    assert is_sound(kind, content) in (True, False)


@given(place=st.integers(0, len(DOCX) - 1), byte=st.integers(0, 255), cut=st.integers(0, len(DOCX)))
def test_damaged_archives_are_judged_without_error(place, byte, cut):
    damaged = bytearray(specimens.DOCX)
    damaged[place] = byte

    assert is_sound("docx", bytes(damaged[:cut])) in (True, False)
    assert is_sound("docx", bytes(damaged)) in (True, False)
