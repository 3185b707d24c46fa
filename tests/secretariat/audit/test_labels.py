"""Drawers name their verbs."""

import pytest

from secretariat.audit import labels


@pytest.fixture(autouse=True)
def _empty(monkeypatch):
    monkeypatch.setattr(labels, "_labels", {})
    monkeypatch.setattr(labels, "_values", {})


def test_verb_is_called_as_its_drawer_named_it():
    labels.register("item.filed", "批准立项")
    labels.register_all({"item.returned": "退回重办"})

    assert (labels.verb_label("item.filed"), labels.verb_label("item.returned")) == ("批准立项", "退回重办")
    assert labels.known_verbs() == {"item.filed", "item.returned"}


def test_verbs_are_found_by_words_of_their_names():
    labels.register_all({"item.filed": "Approved the filing", "item.returned": "returned it"})

    assert labels.verbs_named("the FILING") == ["item.filed"]


def test_verb_without_a_name_is_shown_as_it_is():
    assert labels.verb_label("item.unheard_of") == "item.unheard_of"


def test_a_value_is_told_in_the_words_of_its_drawer_and_what_is_none_as_it_stands():
    labels.register_values("size", {"1": "small"}.__getitem__)
    labels.register_values("cycle", lambda text: str(int(text)))

    assert [labels.value_words("size", "1"), labels.value_words("cycle", "x")] == ["small", "x"]
    assert labels.value_words("title", "weekly:5") == "weekly:5"
