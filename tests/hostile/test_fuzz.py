"""Anything at all, to every import: the server never fails, and what is refused changes nothing."""

from xml.sax.saxutils import escape

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.hostile.site import PROGRAMME
from tests.hostile.test_sheets import IMPORTERS
from tests.secretariat.workbooks import specimens
from tests.secretariat.workdays import made_up

# How many inputs each import is sent; with --faults how many all imports are, and all forms.
FEW, MANY = 5, 10_000

NASTY = [
    *(
        "",
        " ",
        "\0",
        "\u200b",
        "\u202e",
        "\ufffe",
        "𠮷",
        "e\u0301\u0301",
        "机密★1年",
        "国家秘密",
        "<script>",
        "{{ x }}",
    ),
    *("'; DROP TABLE x; --", "%s %(n)d", "=1+1", "../../x", "//x.example", "javascript:x", "NaN", "1e999", "true"),
    *("-1", "0", "２", "①", "99999999999999999999", "2147483648", "2026-02-30", "0001-01-01", "9999-12-31", "24:00"),
    *("2026-12-10", "12月31日前", "+999wd", "每周八前", "第9季度", "甲" * 5_000, "\r\n" * 300),
]
WORDS = [
    *("一、", "（一）", "会议议定", "由研究室负责", "牵头单位：经济委员会", "11月25日前", "每周五前", "时间安排：10月"),
    *(
        "围绕“甲”开展协商",
        "序号\t议题\t时间",
        "1月1日（周五）至5日（周二）放假",
        "2027-01-01,off,元旦",
        "国办发明电〔2026〕9号",
    ),
    *("国办发明电〔2026〕9号", "\n", "\t", "，", "、"),
]
TEXTS = st.one_of(st.sampled_from(NASTY), st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
PROSE = st.lists(st.one_of(st.sampled_from(WORDS), TEXTS), max_size=30).map("".join)
ABSENT = object()


@st.composite
def inputs(draw, post):
    """What a browser would send, with some fields left out, filled with anything, or sent several times."""
    data = dict(post.typed)
    for name in draw(st.lists(st.sampled_from(sorted({*post.typed, *post.fields})), max_size=4, unique=True)):
        is_file = isinstance(post.fields.get(name), forms.FileField)
        value = draw(uploads if is_file else st.one_of(TEXTS, st.lists(TEXTS, max_size=3), st.just(ABSENT)))
        data[name] = value
    # The first thing that hypothesis draws is what a browser sends by itself.
    assume(data != post.typed)
    return {name: value for name, value in data.items() if value is not ABSENT}


@st.composite
def sheets(draw, importer):
    """A workbook or a text file with anything in it, whole or spoiled."""
    cells = st.one_of(TEXTS, st.sampled_from([str(one) for one in (*importer.headings, *importer.row)]))
    rows = [list(map(str, importer.headings)), *draw(st.lists(st.lists(cells, max_size=9), max_size=5))]
    if draw(st.booleans()):
        return SimpleUploadedFile("a.csv", "\n".join(map(",".join, rows)).encode())
    content = bytearray(written(rows))
    for place, byte in draw(st.lists(st.tuples(st.integers(0, len(content) - 1), st.integers(0, 255)), max_size=2)):
        content[place] = byte
    return SimpleUploadedFile("a.xlsx", bytes(content[: draw(st.integers(len(content) // 2, len(content) * 3))]))


def written(rows):
    letters = "ABCDEFGHI"
    lines = (
        specimens.row(n, *(specimens.cell(f"{letters[at]}{n}", escape(words)) for at, words in enumerate(row[:9])))
        for n, row in enumerate(rows, start=1)
    )
    return specimens.book("".join(lines))


uploads = st.tuples(TEXTS, st.binary(max_size=200)).map(lambda pair: SimpleUploadedFile(f"{pair[0][:90]}.txt", pair[1]))


def fuzz(site, post, strategy, count):
    """Send `count` inputs; the first that makes the server fail, or is refused and kept all the same, is told."""

    @settings(max_examples=count, database=None, suppress_health_check=list(HealthCheck))
    @given(strategy)
    def send(data):
        answer, changed = site.send(post, data)
        status = answer.status_code
        assert status < 500, (post.url, status)
        assert status < 400 or not changed, (post.url, status)

    send()


def test_rule_49_no_import_fails_and_no_refusal_changes_anything(site, faults):
    pasted = {"planning:programme_paste": PROGRAMME, "planning:meeting_paste": "", "workdays:import": made_up.TEXT}
    posts = list(site.posts(*pasted))
    each = MANY // (len(posts) + len(IMPORTERS)) + 1 if faults else FEW

    for post in posts:
        confirmed = {**post.typed, "notice": "号", "confirm": "1"}
        texts = st.tuples(st.just(pasted[post.name]) | PROSE, PROSE).map("\n".join)
        fuzz(site, post, texts.map(lambda text, sent=confirmed: {**sent, "text": text}), each)
    for importer in IMPORTERS.values():
        post = importer.post(None)
        sent = sheets(importer).map(lambda file, one=importer: {**one.more, one.name: file})
        fuzz(site, post, sent, each)


@pytest.mark.parametrize("kind", ["text", "upload"])
def test_the_inputs_are_of_both_kinds_or_the_tests_above_would_prove_nothing(kind):
    found = []

    @settings(max_examples=20, database=None)
    @given(PROSE if kind == "text" else uploads)
    def look(one):
        found.append(bool(one if kind == "text" else one.size))

    look()
    assert len(set(found)) == 2
