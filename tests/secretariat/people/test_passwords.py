"""The two profiles of passwords: what they refuse, for how long a password holds, and who must choose a new one."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError

from secretariat.people import services
from secretariat.people.models import PasswordHistory, User
from secretariat.people.passwords import expired, one_time_password, reason_to_change
from tests.secretariat.factories import UserFactory

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
FIRST = "qichuan-2026"


@pytest.fixture
def profile(settings):
    """`profile("modern")` is the profile that holds."""

    def choose(name):
        settings.AUTH_PASSWORD_VALIDATORS = settings.PASSWORD_PROFILES[name]
        settings.PASSWORD_EXPIRES_DAYS = {"djbh": 90}.get(name)

    return choose


@pytest.fixture
def user(db):
    user = UserFactory(username="6217", name="何川", pinyin="he chuan", email="hechuan@example.org")
    user.set_password(FIRST)
    user.save()
    return user


def refusals(password, user):
    try:
        validate_password(password, user)
    except ValidationError as refusal:
        return {error.code for error in refusal.error_list}
    return set()


@pytest.mark.parametrize(
    ("password", "codes"),
    [
        ("Ab1-56789", {"password_too_short"}),
        ("Ab1-567890", set()),
        ("abcdefghij", {"password_too_uniform"}),
        ("abcde12345", {"password_too_uniform"}),
        ("Abcde12345", set()),
        ("abcde-12345", set()),
        ("秘书处工作台 abc1", set()),
        ("hechuan@Example1", {"password_too_similar"}),
        (FIRST, {"password_used"}),
    ],
)
def test_djbh_asks_for_ten_characters_of_three_kinds(profile, user, password, codes):
    profile("djbh")

    assert refusals(password, user) == codes


@pytest.mark.parametrize(
    ("password", "codes"),
    [
        ("elevenchars", {"password_too_short"}),
        ("a quiet river bends", set()),
        ("山高水长风清月白一二三四", set()),
        ("qwertyuiop123", {"password_too_common"}),
        ("1qaz2wsx3edc", {"password_too_common"}),
        ("hechuan@example.org", {"password_too_similar"}),
    ],
)
def test_modern_asks_for_twelve_uncommon_characters_of_any_kind(profile, user, password, codes):
    profile("modern")

    assert refusals(password, user) == codes


def test_djbh_refuses_the_last_five(profile, user):
    profile("djbh")
    for n in range(1, 6):
        user.set_password(f"qichuan-202{n}x")
        user.save()

    assert [refusals(f"qichuan-202{n}x", user) for n in range(1, 6)] == [{"password_used"}] * 5
    assert refusals(FIRST, user) == set()
    assert user.past_passwords.count() == 5


def test_modern_refuses_the_present_one_only(profile, user):
    profile("modern")
    user.set_password("a quiet river bends")
    user.save()

    assert refusals("a quiet river bends", user) == {"password_used"}
    assert refusals(FIRST + "-long", user) == set()


def test_a_password_from_before_its_hash_was_kept_counts(profile, user):
    profile("djbh")
    PasswordHistory.objects.all().delete()

    assert refusals(FIRST, user) == {"password_used"}


def test_a_password_that_no_history_holds_is_not_chosen_again_once_it_was_replaced(profile, user):
    """Such as those of the demo, which come into the table as hashes."""
    profile("djbh")
    PasswordHistory.objects.all().delete()
    user = User.objects.get(pk=user.pk)

    services.change_password(user, "qichuan-2027")

    assert refusals(FIRST, User.objects.get(pk=user.pk)) == {"password_used"}


def test_the_history_holds_hashes_and_no_password(user):
    kept = PasswordHistory.objects.get()

    assert (kept.password, FIRST in kept.password) == (user.password, False)


@pytest.mark.parametrize(("days", "old"), [(89, False), (90, True), (400, True)])
def test_djbh_lets_a_password_expire_after_ninety_days(profile, user, days, old):
    profile("djbh")
    user.password_changed_at = NOW - timedelta(days=days)

    assert expired(user, NOW) is old
    assert bool(reason_to_change(user, NOW)) is old


def test_modern_lets_no_password_expire(profile, user):
    profile("modern")
    user.password_changed_at = NOW - timedelta(days=4000)

    assert reason_to_change(user, NOW) == ""


def test_the_day_of_a_change_is_kept(user, time_machine):
    time_machine.move_to(NOW)
    user.set_password("qichuan-2027")
    user.save()

    assert User.objects.get(pk=user.pk).password_changed_at == user.password_changed_at == NOW


def test_without_a_known_change_the_first_day_counts(profile):
    profile("djbh")

    assert expired(User(date_joined=NOW - timedelta(days=90)), NOW)
    assert not expired(User(date_joined=NOW - timedelta(days=89)), NOW)


def test_what_the_administrator_has_set_must_be_changed(profile, user):
    profile("modern")
    user.must_change_password = True

    assert "管理员" in reason_to_change(user, NOW)


def test_who_is_asked_for_a_new_password_is_not_told_that_another_has_set_it(user, time_machine):
    time_machine.move_to(datetime(2099, 1, 5, tzinfo=UTC))
    chief = UserFactory(is_superuser=True)

    services.require_new_password(user, by=chief)
    assert reason_to_change(user, NOW) == "管理员要求您重新设置密码，请设置后再继续使用。"

    time_machine.shift(60)
    services.give_first_password(user, by=chief)
    assert "该密码由管理员设置" in reason_to_change(User.objects.get(pk=user.pk), NOW)


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        (
            "djbh",
            [
                "至少10个字符。",
                "至少包含以下3类：大写字母、小写字母、数字、其他字符。",
                "不得与最近5次使用的密码相同。",
            ],
        ),
        ("modern", ["至少12个字符。", "不得使用常见密码，如键盘上连续的字符。", "不得与当前密码相同。"]),
    ],
)
def test_the_rules_are_told_in_words(profile, name, texts):
    profile(name)

    assert password_validators_help_texts()[:3] == texts


def test_an_unknown_profile_does_not_start():
    code = "import secretariat.settings"
    told = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "PASSWORD_PROFILE": "easy"}, capture_output=True, text=True
    )

    assert (told.returncode, "PASSWORD_PROFILE must be one of djbh, modern" in told.stderr) == (1, True)


@pytest.mark.parametrize("name", ["djbh", "modern"])
def test_a_one_time_password_is_right_by_both_profiles_and_no_two_are_the_same(profile, name):
    profile(name)

    found = {one_time_password() for _n in range(100)}

    assert (len(found), {refused for word in found for refused in refusals(word, None)}) == (100, set())
    assert not set("".join(found)) & set("Il1O0o")
