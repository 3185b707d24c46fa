"""A light as people say it, and the version of the rule by which it was given."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from secretariat.templatetags.office import left_words
from secretariat.workdays.lateness import Rule
from secretariat.workdays.words import rule_words
from supervision.lights.past import PastLight


def light_words(light: str) -> str:
    """“Yellow light”; what has none says so."""
    return {
        "green": pgettext("light", "green light"),
        "yellow": pgettext("light", "yellow light"),
        "orange": pgettext("light", "orange light"),
        "red": pgettext("light", "red light"),
    }.get(light, pgettext("light", "no light"))


def version_words(rule: Rule) -> str:
    """The rule with the day from which it holds."""
    if rule.since is None:
        return _("by the preset %(rule)s") % {"rule": rule_words(rule)}
    return _("by the %(rule)s in force from %(day)s") % {"rule": rule_words(rule), "day": _iso(rule.since)}


def answer_words(past: PastLight) -> str:
    """The whole answer: the day, the light, the working days left or late, and the rule (rule 13)."""
    left = left_words(past.standing, past.item.due_on, past.on)
    facts = {
        "day": _iso(past.on),
        "light": light_words(past.standing.light),
        "left": left,
        "rule": version_words(past.rule),
        "state": past.item.get_state_display(),
    }
    if left:
        return _("%(day)s: %(light)s, %(left)s (%(rule)s)") % facts
    return _("%(day)s: %(light)s, %(state)s (%(rule)s)") % facts


def _iso(day: date) -> str:
    return f"{day:%Y-%m-%d}"
