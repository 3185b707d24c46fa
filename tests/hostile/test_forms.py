"""What nobody should send, to every form: refused at the field or answered, and what is refused is kept nowhere."""

import logging
from html.parser import HTMLParser
from itertools import cycle, islice

import pytest
from django import forms

from planning.meetings.parsing import MAX_CHARACTERS
from tests.hostile.test_fuzz import MANY, fuzz, inputs

MARK = "机密★1年"
# What is sent, and to how many fields of a form at once: no request may be larger than 8 MB.
TEXTS = {"NUL": ("甲\x00乙", 20), "a mark": (MARK, 20), "too long": ("甲" * 700_000, 3)}
# More than any field takes is enough where there is no time for 2 MB; where minutes are pasted there is.
SHORTER = {"too long": "甲" * (MAX_CHARACTERS + 1)}
# And to all its days at once.
ANOTHER_TIME = {"another time": "0001-01-01"}
PASTED = "planning:meeting_paste"
# Of what bears a mark nothing is sent back: the words stand on the page on which one begins anew.
BEGINS_ANEW = "/planning/consultations/confirm/"


class Flagged(HTMLParser):
    """The fields at which a page says that something is wrong."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if "is-invalid" in (found.get("class") or "").split():
            self.names.add(found.get("name") or "")
        if (found.get("id") or "").endswith("_error"):
            self.names.add(found["id"].removeprefix("id_").removesuffix("_error"))


def texts_of(post):
    """The fields into which a person types any text."""
    hidden = forms.HiddenInput, forms.PasswordInput
    return [name for name, one in post.fields.items()
            if type(one) is forms.CharField and not isinstance(one.widget, hidden)]  # fmt: skip


def days_of(post):
    """The fields into which a person types a day."""
    return [name for name, one in post.fields.items() if isinstance(one, forms.DateField)]


def wrong_with(site, post, kinds, *, whole):
    """Which of these fields took the text sent to them, or did not say that they do not; or what else happened."""
    shorter = {} if whole or post.name == PASTED else SHORTER
    texts = ANOTHER_TIME | {kind: shorter.get(kind, text) for kind, (text, _at_once) in TEXTS.items()}
    answer, changed = site.send(post, {**post.typed, **{name: texts[kind] for name, kind in kinds.items()}})
    if (set(kinds.values()), post.url, answer.status_code, changed) == ({"a mark"}, BEGINS_ANEW, 302, False):
        return []
    refused = answer.status_code in (200, 422) and not changed
    told = Flagged(answer.content.decode()).names if refused else set()
    return sorted(set(kinds) - told)


def dealt_out(posts, *, whole):
    """Which text goes to which fields of a form: with --faults each to all, else one to each, in turns, all at once."""
    for turn, post in enumerate(posts):
        if days := days_of(post):
            yield post, dict.fromkeys(days, *ANOTHER_TIME)
        names = texts_of(post)
        one_each = dict(zip(names, islice(cycle(TEXTS), turn % len(TEXTS), None), strict=False))
        if whole or post.name == PASTED:
            yield from ((post, dict.fromkeys(some, kind)) for kind, (_text, at_once) in TEXTS.items()
                        for some in batched(names, at_once))  # fmt: skip
        elif post.url == BEGINS_ANEW:
            yield from ((post, {name: kind for name, kind in one_each.items() if kind == one}) for one in TEXTS)
        elif names:
            yield post, one_each


def batched(names, count):
    return (names[place : place + count] for place in range(0, len(names), count))


@pytest.mark.slow
def test_rule_50_no_form_takes_what_cannot_be_nor_fails_at_anything(site, caplog, faults):
    """First what each field must refuse, and say so; then anything at all, one input for each form, with --faults MANY.

    Both by one test: to find out who may send which form takes half the time.
    """
    caplog.set_level(logging.INFO)
    posts, registers = list(site.posts()), list(site.register_posts())

    sent = dealt_out([*posts, *registers], whole=faults)
    found = [(post.url, kinds, wrong_with(site, post, kinds, whole=faults)) for post, kinds in sent]

    assert [(url, kinds[name]) for url, kinds, names in found for name in names] == []
    assert MARK not in caplog.text
    caplog.set_level(logging.CRITICAL)
    each = MANY // sum(bool(post.fields) for post in posts) + 1 if faults else 1
    for post in posts:
        fuzz(site, post, inputs(post), each if post.fields else 1)


def test_a_log_in_that_has_ended_leads_an_htmx_call_to_the_log_in_and_keeps_nothing(site):
    found = {}
    for post in site.posts_where("anonymous", "login"):
        answer, changed = site.send(post, {"version": "1"}, HTTP_HX_REQUEST="true")
        found[post.url] = answer.headers.get("HX-Redirect", "").startswith("/login/?next="), changed

    assert {url: what for url, what in found.items() if what != (True, False)} == {}


def test_rule_46_anothers_record_is_not_there_by_its_address(site):
    found = {}
    for post in site.posts_where("outsider", "404"):
        answer, changed = site.send(post, {"version": "1"})
        found[post.url] = answer.status_code, changed

    assert {url: what for url, what in found.items() if what != (404, False)} == {}
