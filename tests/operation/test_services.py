"""The commands of docker-compose.yml, started for real with the arguments that stand there, and their health checks."""

import http.client
import os
import socket
import subprocess
import sys
import time
from contextlib import closing, suppress
from threading import Event

import pytest
import redis

from script.house import valkey
from script.house.environment import font_dir
from secretariat.jobs.models import Job
from secretariat.jobs.queries import TICK
from secretariat.people.models import User
from tests.celery_worker import wait_until_ready
from tests.messages import ROOT
from tests.operation.compose import SERVICES, command, health
from tests.operation.production import SITE, environment, run, running

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]
# Each service with a command, and how it is run below. The proxy's is nginx's own; its configuration is looked at.
RUN_HERE = {"web", "worker", "beat", "timer", "backup", "migrate", "console", "broker", "cache", "proxy"}
HOST = SITE.removeprefix("https://")


@pytest.fixture
def env(transactional_db, tmp_path):
    return environment(tmp_path)


@pytest.fixture(scope="module")
def image_var(tmp_path_factory):
    """What the image brings along, built as the Dockerfile builds it."""
    var = tmp_path_factory.mktemp("image")
    places = {"VAR_DIR": str(var), "FONT_DIR": str(font_dir()), "DJANGO_SETTINGS_MODULE": "secretariat.settings"}
    built = run([sys.executable, "-m", "script.house.image"], os.environ | places)
    assert built.returncode == 0, built.stdout
    return var


@pytest.fixture
def port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def said_by(process, word):
    """What the service says up to a line with the word."""
    lines = []
    for line in process.stdout:
        lines.append(line)
        if word in line:
            return "".join(lines)
    raise AssertionError(f"{word!r} was not said:\n{''.join(lines)}")


def becomes_well(check, env, *, within=60):
    """Whether a health check turns green; it is asked four times a second, for what it asks needs the time, too."""
    deadline = time.monotonic() + within
    while (done := run(check, env)).returncode and time.monotonic() < deadline:
        Event().wait(0.25)
    return done.returncode == 0, done.stdout


def ping():
    """The health check of a worker, which waits for its answer all the time it is given: a second here."""
    return [word.replace("--timeout 10", "--timeout 1") for word in health("worker")]


def ask(port, path, **headers):
    """One request as the proxy hands it on."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request("GET", path, headers={"Host": HOST, **headers})
        answer = connection.getresponse()
        answer.read()
        return answer.status, dict(answer.getheaders())


# ── Web and timer ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_web_serves_behind_the_proxy_and_is_ready_when_the_timer_has_ticked(env, port, image_var):
    env |= {"VAR_DIR": str(image_var)}
    with running(command("web", bind=f"127.0.0.1:{port}"), env):
        well = becomes_well(health("web", local=f"localhost:{port}"), env)
        plain = ask(port, "/")
        behind = ask(port, "/", **{"X-Forwarded-Proto": "https", "X-Real-IP": "10.1.2.3"})
        page = ask(port, "/login/", **{"X-Forwarded-Proto": "https"})
        strange = ask(port, "/health/live", Host="elsewhere.example.org")
        idle = ask(port, "/health/ready")
        with running(command("timer"), env) as timer:
            said_by(timer, "邮件")
        ready = becomes_well(health("beat", web=f"localhost:{port}"), env)

    assert well == (True, "")
    assert (plain[0], plain[1]["Location"]) == (301, f"{SITE}/")
    assert (behind[0], behind[1]["Location"].partition("?")[0]) == (302, "/login/")
    assert behind[1]["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    assert (page[0], strange[0]) == (200, 400)
    # Ready is a house whose clock has ticked.
    assert (idle[0], ready, Job.objects.filter(key=TICK).count()) == (503, (True, ""), 1)


def test_web_command_is_that_of_the_image():
    said = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()[-1]

    assert said == f"CMD {SERVICES['web']['command']}".replace("'", '"')


# ── Worker and clock ────────────────────────────────────────────────────────────────────────────────────────────────
def test_worker_starts_and_answers_its_health_check(env):
    named = env | {"HOSTNAME": socket.gethostname()}
    with running(command("worker"), env) as process:
        wait_until_ready(process, f"celery@{named['HOSTNAME']}")
        well, said = becomes_well(ping(), named)

    assert (well, process.returncode) == (True, 0), said


def test_health_of_a_worker_is_red_without_one(env):
    assert run(ping(), env | {"HOSTNAME": "nobody"}).returncode != 0


def test_beat_starts_and_ends(env, tmp_path):
    with running(command("beat", schedule=str(tmp_path / "schedule")), env) as process:
        said_by(process, "beat")
        # Written, not only begun: a signal amid the first opening of the schedule is no orderly end.
        while process.poll() is None and not any(file.stat().st_size for file in tmp_path.glob("schedule*")):
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.1)

    assert process.returncode == 0


# ── Migrations and commands by hand ──────────────────────────────────────────────────────────────────────────────────
def test_migrate_runs_and_its_health_says_that_nothing_is_left(env):
    assert [run(line, env).returncode for line in (command("migrate"), health("migrate"))] == [0, 0]


def test_console_shows_what_is_not_configured(env):
    done = run(command("console"), env)

    assert (done.returncode, "待办  人员" in done.stdout) == (1, True), done.stdout


# ── Backup ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_backup_makes_what_is_due_proves_it_and_is_well(env, tmp_path):
    User.objects.create(username="one", name="张三")
    shelf = tmp_path / "shelf"
    with running(command("backup", backups=str(shelf)), env) as process:
        said_by(process, "试恢复")
    listed = run(health("backup", backups=str(shelf)), env)

    assert (listed.returncode, len(list(shelf.iterdir()))) == (0, 1), listed.stdout


# ── The programs of others ───────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("name", ["broker", "cache"])
def test_valkey_takes_its_options(name, tmp_path):
    # A socket's path must stay short.
    socket_path = f"/tmp/secretariat-test-{os.getpid()}-{name}.sock"
    own = ["--port", "0", "--unixsocket", socket_path, "--dir", str(tmp_path)]
    with running([str(valkey.find_binary()), *command(name)[1:], *own], {"PATH": os.defpath}) as process:
        said_by(process, "Ready to accept")
        with redis.Redis(unix_socket_path=socket_path) as client:
            kept = client.config_get("maxmemory-policy", "save")

    assert kept == {"maxmemory-policy": SERVICES[name]["command"][-1], "save": ""}


def test_proxy_sets_the_headers_that_the_settings_trust():
    handed = (ROOT / "deploy" / "house.conf").read_text(encoding="utf-8")
    wanted = ["Host $http_host", "X-Forwarded-Proto $scheme", "X-Real-IP $remote_addr"]

    assert [header for header in wanted if f"proxy_set_header {header};" not in handed] == []
