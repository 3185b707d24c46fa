"""What stands in a mail."""

import re
from datetime import UTC, date, datetime

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.mail import get_connection

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


@pytest.fixture
def told_in_three_ways():
    """Handler of two matters, one of them with two lines, head in one, and acting for somebody in one."""
    anna, subject = UserFactory(name="李四"), UserFactory()
    for key, capacity, matter in [("1", "handler", subject), ("2", "handler", subject), ("3", "handler", None)]:
        post(anna, key, capacity, matter)
    post(anna, "4", "head")
    post(anna, "5", "taker")
    post(anna, "6", "")
    return anna


def post(user, key, capacity, subject=None):
    facts = {"kind": "remind_due", "title": f"督〔2026〕{key}号", "day": DAY}
    if subject:
        facts |= {"subject_type_id": ContentType.objects.get_for_model(subject).pk, "subject_id": subject.pk}
    services.post([facts | {"key": key, "recipient_id": user.pk, "capacity": capacity}])


def test_head_of_a_digest_says_in_which_capacities_one_is_told(calendar, told_in_three_ways):
    why = "您是 2 件事项的承办人、1 件事项的牵头单位负责人、1 件事项的代办人。"

    message = digest(calendar)
    assert message.body.splitlines()[1] == why
    assert f"<p>{why}</p>" in page_of(message)


def test_head_in_english(calendar, told_in_three_ways):
    type(told_in_three_ways).objects.update(language="en")

    assert digest(calendar).body.splitlines()[1] == (
        "You are the handler of 2 matters, the head of the unit that leads in 1 matter, "
        "acting for somebody in 1 matter."
    )


# ── The same as HTML ─────────────────────────────────────────────────────────────────────────────────────────────────
def page_of(message):
    [(page, kind)] = message.alternatives
    assert kind == "text/html"
    return page


def test_mail_is_text_and_the_same_as_html(calendar, settings):
    settings.SITE_URL = "https://office.example.org"
    tell(
        UserFactory(),
        title="督〔2026〕15号 <制定> & 落实",
        text="剩 1 个工作日",
        reason="您是承办人",
        url="/supervision/items/7/",
    )
    message = digest(calendar)
    whole, page = message.message(), page_of(message)

    assert [part.get_content_type() for part in whole.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    link = "https://office.example.org/supervision/items/7/"
    assert f'<a href="{link}">督〔2026〕15号 &lt;制定&gt; &amp; 落实</a>' in page
    assert "剩 1 个工作日" in page and "提醒原因：您是承办人" in page and '<html lang="zh-hans">' in page


@pytest.mark.parametrize("urgent", [True, False])
def test_html_fetches_nothing_from_anywhere(calendar, urgent):
    tell(UserFactory(), urgent=urgent, title="<img src='https://example.org/pixel.png'>")
    page = page_of(mail.compose(Delivery.objects.get()) if urgent else digest(calendar))

    assert re.findall(r"<(?:img|link|script|style|iframe)|\bsrc=[\"']|@import|url\(", page) == []


def test_a_repeat_is_the_same_mail(calendar):
    tell(UserFactory())
    first, again = digest(calendar), mail.compose(Delivery.objects.get())

    assert first.message()["Message-ID"] == again.message()["Message-ID"]
    assert (first.body, page_of(first)) == (again.body, page_of(again))


def test_mail_server_has_only_so_long_to_answer(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"

    assert get_connection().timeout == settings.EMAIL_TIMEOUT == 10


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
