"""What items answer to the drawers below, and what their events are called."""

from secretariat.audit.labels import register
from secretariat.offers import Question, answers
from supervision.items.reminders import reminders
from supervision.items.verbs import VERBS

answers(Question.REMINDERS)(reminders)

for verb, label in VERBS.items():
    register(verb, label)
