"""What stands in a mail."""

from datetime import UTC, date, datetime

import pytest

from secretariat.outbox import mail, services
from secretariat.outbox.models import Delivery
from tests.secretariat.factories import UserFactory

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 23)


def tell(user, key="one", **facts):
    services.queue(to=[user], key=key, day=DAY, **({"kind": "remind_due", "title": f"督〔2026〕{key}号"} | facts))


def digest(calendar):
    services.gather_digests(on=DAY, at=datetime(2026, 11, 23, tzinfo=UTC), calendar=calendar)
    return mail.compose(Delivery.objects.get())


def test_subject_carries_the_numbers(calendar):
    anna = UserFactory()
    for number in range(2):
        tell(anna, str(number))
    tell(anna, "late", kind="remind_late")

    assert digest(calendar).subject == "今日待办 3 件，逾期 1 件"


def test_subject_without_overdue_says_nothing_of_it(calendar):
    tell(UserFactory())

    assert digest(calendar).subject == "今日待办 1 件"


def test_subject_counts_matters_not_lines(calendar):
    anna, subject = UserFactory(), UserFactory()
    tell(anna, "one", subject=subject)
    tell(anna, "two", subject=subject)

    assert digest(calendar).subject == "今日待办 1 件"


def test_mail_speaks_the_language_of_its_recipient(calendar):
    anna = UserFactory(language="en")
    tell(anna, "one")
    tell(anna, "two", kind="remind_late")

    assert digest(calendar).subject == "2 matters today, 1 overdue"


def test_line_says_what_why_and_where(calendar, settings):
    settings.SITE_URL = "https://office.example.org"
    anna = UserFactory(name="李四")
    tell(
        anna,
        title="督〔2026〕15号 <制定> & 落实",
        text="剩 1 个工作日",
        reason="您是承办人",
        url="/supervision/items/7/",
    )

    assert digest(calendar).body == (
        "李四同志：2026年11月23日，以下事项请您办理。\n"
        "\n"
        "1. 督〔2026〕15号 <制定> & 落实\n"
        "   剩 1 个工作日\n"
        "   提醒原因：您是承办人\n"
        "   https://office.example.org/supervision/items/7/\n"
        "\n"
        "全部事项：https://office.example.org\n"
        "本邮件由秘书处工作台自动发送，请勿直接回复。\n"
    )


def test_overdue_lines_come_first(calendar):
    anna = UserFactory()
    tell(anna, "soon")
    tell(anna, "late", kind="remind_late")

    body = digest(calendar).body
    assert body.index("督〔2026〕late号") < body.index("督〔2026〕soon号")


def test_urgent_mail_is_headed_by_its_title():
    tell(UserFactory(), urgent=True, title="急办：督〔2026〕15号 <加急>")

    assert mail.compose(Delivery.objects.get()).subject == "急办：督〔2026〕15号 <加急>"


def test_title_cannot_begin_another_header():
    tell(UserFactory(), urgent=True, title="notice\r\nBcc: everyone@example.org")

    assert mail.compose(Delivery.objects.get()).message()["Bcc"] is None


def test_mail_carries_the_message_id_of_its_row():
    tell(UserFactory(), urgent=True)
    delivery = Delivery.objects.get()

    assert mail.compose(delivery).message()["Message-ID"] == delivery.message_id


@pytest.mark.parametrize("change", [{"email": ""}, {"is_active": False}])
def test_who_cannot_be_reached_gets_no_mail(change):
    anna = UserFactory()
    tell(anna, urgent=True)
    type(anna).objects.update(**change)

    with pytest.raises(mail.NoAddress):
        mail.compose(Delivery.objects.get())
