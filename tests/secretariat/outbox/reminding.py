"""An answer to the question of the day, in place of the answers of the drawers above."""

from secretariat import offers
from secretariat.outbox.lines import ReminderLine
from secretariat.outbox.models import Audience, Ladder


def line(recipient, subject_id=1, **facts):
    """A line to `recipient` about the record `subject_id`."""
    usual = {
        "rule_id": 1,
        "ladder": Ladder.DUE,
        "offset": -1,
        "audience": Audience.HANDLER,
        "subject_type": "secretariat.user",
        "due_version": 1,
        "title": f"督〔2026〕{subject_id}号",
        "text": "剩 1 个工作日",
        "reason": "您是承办人",
        "url": f"/supervision/items/{subject_id}/",
    }
    return ReminderLine(recipient_id=recipient.pk, subject_id=subject_id, **(usual | facts))


class Answer:
    """What is answered to `reminders`; it remembers what it was asked."""

    def __init__(self):
        self.lines = []
        self.asked = []

    def __call__(self, *, on, calendar, rules, directory):
        self.asked.append((on, calendar, rules))
        return list(self.lines)


def register(monkeypatch):
    """An answer that stands alone until the test ends."""
    answer = Answer()
    monkeypatch.setitem(offers._answers, offers.Question.REMINDERS, [answer])
    return answer
