"""The check-list of the first start: what is open, where it is done, who sees it."""

from datetime import UTC, date, datetime, time
from io import StringIO

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from planning.meetings.models import Series
from secretariat.jobs.services import record_tick
from secretariat.outbox.delivery import drain
from secretariat.outbox.models import Delivery
from secretariat.people.models import Post, PostKind, User
from secretariat.portal.checklist import points
from tests.secretariat.factories import UserFactory

ON = date(2026, 11, 23)


def open_ones(on=ON):
    return [str(point.name) for point in points(on=on) if not point.done]


def fill(someone, settings):
    for kind in (PostKind.SECRETARY_GENERAL, PostKind.HEAD, PostKind.SUPERVISOR, PostKind.PLANNER):
        someone(kind)
    deputy = someone(PostKind.DEPUTY)
    deputy.posts.get().oversees.add(deputy.department)
    held = {"starts_at": time(9), "place": "第一会议室", "chair": "秘书长"}
    Series.objects.create(name="秘书长办公会", weekday=1, first_on=ON, **held)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.SITE_URL = "https://office.example.org"
    record_tick(timezone.now())


def test_fresh_house_has_only_its_presets(db, settings, tmp_path):
    settings.FONT_DIR = tmp_path
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

    assert open_ones() == ["单位", "人员", "领导", "专员", "会议系列", "邮件", "后台任务", "公文字体"]


def test_points_are_done_as_the_house_fills(someone, settings):
    fill(someone, settings)

    assert [name for name in open_ones() if name != "公文字体"] == []


@pytest.mark.parametrize(("on", "is_open"), [(date(2026, 11, 30), False), (date(2026, 12, 1), True)])
def test_rule_7_calendar_of_the_next_year_is_needed_from_december(db, on, is_open):
    assert ("工作日历" in open_ones(on)) is is_open


def test_post_of_somebody_who_left_does_not_count(someone, settings):
    fill(someone, settings)
    leader = someone(PostKind.PLANNER)
    type(leader).objects.filter(posts__kind=PostKind.PLANNER).update(is_active=False)

    assert "专员" in open_ones()


def test_page_leads_to_where_each_point_is_done(client, someone):
    client.force_login(someone(is_staff=True, is_superuser=True))
    page = client.get("/checklist/")

    for point in page.context["points"]:
        for deed in point.deeds:
            assert deed.is_button or client.get(deed.url).status_code == 200, deed


def test_page_costs_a_dozen_queries(client, someone, django_assert_max_num_queries):
    client.force_login(someone(is_staff=True))

    with django_assert_max_num_queries(12):
        client.get("/checklist/")


@pytest.mark.parametrize(("is_staff", "status"), [(True, 200), (False, 403)])
def test_page_is_for_administrators(client, someone, is_staff, status):
    client.force_login(someone(is_staff=is_staff))

    assert client.get("/checklist/").status_code == status


def test_command_prints_the_list_and_fails_while_something_is_open(db):
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("checklist", stdout=out)

    assert "待办  单位  /admin/secretariat/department/import/" in out.getvalue()


# ── How each point stands ────────────────────────────────────────────────────────────────────────────────────────────
def stands(name, on=ON):
    return next(point.stands for point in points(on=on) if point.name == name)


def test_points_say_how_they_stand(someone, settings):
    fill(someone, settings)

    assert stands("工作日历", date(2026, 12, 1)).endswith("尚缺2027年。")
    assert stands("专员") == "督查专员 1、综合专员 1"
    assert stands("编号规则") == "督〔2026〕1号、第1期、总第1期、督办单〔2026〕1号、政协办会〔2026〕1号"
    assert stands("会议系列") == "秘书长办公会"


def test_the_leaders_are_open_until_a_deputy_oversees_a_unit_and_who_oversees_none_is_told(someone, settings):
    fill(someone, settings)
    someone(PostKind.DEPUTY)

    assert "领导" not in open_ones()
    assert stands("领导") == "秘书长 1、副秘书长 2、单位负责人 1，1名副秘书长尚未明确分管单位"

    Post.oversees.through.objects.all().delete()
    assert "领导" in open_ones()


# ── Who can log in ───────────────────────────────────────────────────────────────────────────────────────────────────
def people():
    return next(point for point in points(on=ON) if point.name == "人员")


def test_people_who_hold_a_post_and_cannot_log_in_keep_the_point_open(someone, settings):
    fill(someone, settings)
    User.objects.filter(posts__kind__in=[PostKind.HEAD, PostKind.PLANNER]).update(password="!")

    point = people()

    assert (point.done, point.stands) == (False, "已有5人，其中2人尚不能登录")
    assert (point.url, "发放初始密码" in point.cure) == ("/admin/secretariat/user/?can_log_in=no", True)


@pytest.mark.parametrize(("with_password", "done"), [(0, False), (1, True)])
def test_before_any_post_is_entered_somebody_must_be_able_to_come_in(unit, with_password, done):
    UserFactory.create_batch(2 - with_password, department=unit, password="!")
    UserFactory.create_batch(with_password, department=unit, password="x")

    assert people().done is done


# ── The first page ───────────────────────────────────────────────────────────────────────────────────────────────────
@time_machine.travel(datetime(2026, 11, 23, 9, tzinfo=UTC))
def test_an_administrator_begins_with_the_list_until_the_house_is_furnished(client, someone, settings):
    client.force_login(someone(is_staff=True))
    begun = client.get("/").url
    fill(someone, settings)

    assert (begun, client.get("/").url) == ("/checklist/", "/my-work/")


# ── The trial mail ───────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_trial_mail_leaves_and_the_list_says_so(client, someone, settings):
    settings.SITE_URL = "https://office.example.org"
    client.force_login(someone(is_staff=True, email="admin@example.org"))

    client.post("/checklist/mail/")
    drain()

    assert [(message.to, message.subject) for message in mail.outbox] == [
        (["admin@example.org"], "秘书处工作台测试邮件")
    ]
    assert stands("邮件").startswith("最近一封邮件已于")


def test_a_mail_that_was_refused_opens_the_point_again(client, someone, settings):
    fill(someone, settings)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    client.force_login(someone(is_staff=True, email="admin@example.org"))
    client.post("/checklist/mail/")
    Delivery.objects.update(error="refused")

    assert "邮件" in open_ones()
    assert stands("邮件") == "最近一封邮件未能发出：refused"


def test_who_has_no_address_is_told_where_to_enter_one(client, someone):
    client.force_login(someone(is_staff=True, email=""))

    page = client.post("/checklist/mail/", follow=True)

    assert "您尚未登记电子邮箱" in page.content.decode()
    assert not Delivery.objects.exists()
