"""Texts that nobody should send, to every field of every form: refused at the field, and nothing is kept."""

import logging
from html.parser import HTMLParser

import pytest
from django import forms

MARK = "机密★1年"
# What is sent, and to how many fields of a form at once: no request may be larger than 8 MB.
TEXTS = {"NUL": ("甲\x00乙", 20), "a mark": (MARK, 20), "2 MB": ("甲" * 700_000, 3)}
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


def wrong_with(site, post, kind, names):
    """Which of these fields took such a text, or did not say that they do not; or what else happened."""
    (text, at_once), wrong = TEXTS[kind], []
    for some in (names[place : place + at_once] for place in range(0, len(names), at_once)):
        answer, changed = site.send(post, {**post.typed, **dict.fromkeys(some, text)})
        if (kind, post.url, answer.status_code, changed) == ("a mark", BEGINS_ANEW, 302, False):
            continue
        refused = answer.status_code in (200, 422) and not changed
        told = Flagged(answer.content.decode()).names if refused else set()
        wrong += sorted(set(some) - told)
    return wrong


def dealt_out(posts, *, whole):
    """Which text goes to which fields of a form: with --faults each to all, else one to each, in turns."""
    for turn, post in enumerate(posts):
        for place, kind in enumerate(TEXTS):
            begin = (turn + place) % len(TEXTS)
            yield post, kind, texts_of(post) if whole else texts_of(post)[begin :: len(TEXTS)]


@pytest.mark.slow
def test_rule_50_texts_that_cannot_be_are_refused_at_their_fields_and_kept_nowhere(site, caplog, faults):
    caplog.set_level(logging.INFO)
    posts = [*site.posts(), *site.register_posts()]

    sent = dealt_out(posts, whole=faults)
    found = {(kind, post.url): wrong_with(site, post, kind, names) for post, kind, names in sent}

    assert {where: names for where, names in found.items() if names} == {}
    assert MARK not in caplog.text


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
