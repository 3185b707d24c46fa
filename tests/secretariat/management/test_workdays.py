"""`manage.py workdays` on the calendars that a fresh system has."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from secretariat.workdays.models import CalendarYear
from tests.secretariat.workdays import made_up


def run(*words: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("workdays", *words, stdout=out, stderr=err)
    return out.getvalue().strip(), err.getvalue().strip()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (("add", "2026-09-30", "3"), "2026-10-10"),
        (("subtract", "2026-10-14", "3"), "2026-10-10"),
        (("between", "2026-09-28", "2026-10-09"), "4"),
        (("between", "2026-10-09", "2026-09-28"), "-4"),
    ],
)
def test_workdays_prints_the_answer_alone(words, answer):
    assert run(*words) == (answer, "")


@pytest.mark.django_db
def test_rule_07_a_provisional_answer_says_so_on_stderr():
    assert run("add", "2026-12-31", "1") == ("2027-01-04", "provisional")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words", [("add", "2026-09-30", "three"), ("between", "2026-09-30", "3"), ("add", "2026-09-30", "9" * 9)]
)
def test_workdays_refuses_nonsense(words):
    with pytest.raises(CommandError):
        run(*words)


# ── A year ───────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.django_db
def test_rule_01_show_lists_special_days_and_working_days_by_month():
    lines = run("show", "2026")[0].splitlines()

    assert lines[0] == "2026  国办发明电〔2025〕7号  248"
    assert "2026-02-14  work  春节" in lines
    assert sum(int(line.split()[1]) for line in lines[-12:]) == 248


@pytest.mark.django_db
def test_rule_07_show_says_that_a_year_is_provisional():
    assert run("show", "2027")[0].startswith("2027  provisional  254")


@pytest.fixture
def notice(tmp_path):
    path = tmp_path / "2027.txt"
    path.write_text(made_up.TEXT, encoding="utf-8")
    return path


@pytest.mark.django_db
def test_import_takes_a_year_and_its_notice(notice):
    out, _err = run("import", str(notice), "--year", "2027", "--notice", "国办发明电〔2026〕10号")

    assert out.endswith("2027  国办发明电〔2026〕10号  0 to decide")
    assert CalendarYear.objects.get(year=2027).notice == "国办发明电〔2026〕10号"


@pytest.mark.django_db
def test_import_finds_the_number_of_the_notice_in_its_text(notice):
    run("import", str(notice), "--year", "2027")

    assert CalendarYear.objects.get(year=2027).notice == made_up.NOTICE


@pytest.mark.django_db
def test_a_dry_run_saves_nothing(notice):
    assert "254 → 245" in run("import", str(notice), "--year", "2027", "--dry-run")[0]
    assert not CalendarYear.objects.filter(year=2027).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "more"),
    [
        (made_up.TEXT, ["--year", "2026"]),
        (made_up.TEXT.replace(made_up.NOTICE, ""), ["--year", "2027"]),
        ("值班安排另行通知。", ["--year", "2027"]),
        ("PK\x03\x04", ["--year", "2027"]),
        (made_up.TEXT, ["--year", "27"]),
    ],
)
def test_rule_08_import_refuses_and_keeps_what_was_known(notice, text, more):
    notice.write_text(text, encoding="utf-8")

    with pytest.raises(CommandError):
        run("import", str(notice), *more)

    assert CalendarYear.objects.get(year=2026).days.count() == 39


@pytest.mark.django_db
def test_import_says_that_there_is_no_such_file(tmp_path):
    with pytest.raises(CommandError, match="nothing"):
        run("import", str(tmp_path / "nothing"), "--year", "2027")
