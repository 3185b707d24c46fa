"""docker-compose.yml says what production is: complete, closed, pinned, and in step with the settings."""

import re

import pytest

from tests.messages import ROOT
from tests.operation.compose import COMPOSE, HOUSE, SERVICES, examples, settings_names, variables
from tests.operation.test_services import RUN_HERE

# They end when their work is done.
ONE_SHOT = {"migrate", "console"}
ALL = sorted(SERVICES)


def test_services_are_those_of_the_plan():
    plan = {"database", "broker", "cache", "migrate", "web", "worker", "beat", "timer", "backup", "console", "proxy"}

    assert set(SERVICES) == plan
    assert {name: SERVICES[name]["deploy"]["replicas"] for name in ("web", "worker")} == {"web": 2, "worker": 2}


@pytest.mark.parametrize("name", ALL)
def test_service_has_image_health_restart_limits_and_bounded_logs(name):
    service = SERVICES[name]

    assert service["image"] and service["healthcheck"]["test"]
    assert service["restart"] == ("no" if name in ONE_SHOT else "unless-stopped")
    assert set(service["deploy"]["resources"]["limits"]) == {"cpus", "memory"}
    assert service["logging"]["options"] == {"max-size": "10m", "max-file": "5"}


@pytest.mark.parametrize("name", ALL)
def test_service_has_as_few_rights_as_it_can_live_with(name):
    service = SERVICES[name]

    assert (service["read_only"], service["security_opt"]) == (True, ["no-new-privileges:true"])
    # The database's image begins as root to own its folder.
    assert name == "database" or service["cap_drop"] == ["ALL"]


@pytest.mark.parametrize("name", [name for name in ALL if name not in HOUSE])
def test_image_of_others_is_pinned_by_version(name):
    assert re.fullmatch(r"[\w/]+:\d+\.\d+(\.\d+)?(-\w+)?", SERVICES[name]["image"])


def test_our_image_is_built_once_and_is_pinned_by_the_environment():
    assert [name for name in ALL if "build" in SERVICES[name]] == ["migrate"]
    assert re.fullmatch(r"secretariat:\d+\.\d+\.\d+", examples()["SECRETARIAT_IMAGE"])


# ── Names ────────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("name", HOUSE)
def test_environment_is_exactly_what_settings_read(name):
    given = SERVICES[name]["environment"]

    assert {key.removesuffix("_FILE") for key in given} == settings_names()
    assert len(given) == len(settings_names())


@pytest.mark.parametrize("name", ALL)
def test_secrets_come_from_files_that_the_service_has(name):
    service = SERVICES[name]
    files = {key: value for key, value in service.get("environment", {}).items() if key.endswith("_FILE")}

    assert sorted(files.values()) == sorted(f"/run/secrets/{secret}" for secret in service.get("secrets", ()))
    assert set(service.get("secrets", ())) <= COMPOSE["secrets"].keys()


def test_no_secret_stands_in_the_environment():
    open_ones = {"SECRET_KEY", "DATABASE_URL", "EMAIL_URL", "POSTGRES_PASSWORD"}

    assert [name for name in ALL if open_ones & SERVICES[name].get("environment", {}).keys()] == []


def test_variables_are_those_of_the_example():
    assert variables() == set(examples())


# ── Networks, volumes, order ─────────────────────────────────────────────────────────────────────────────────────────
def test_only_the_proxy_can_be_reached_from_outside():
    assert [name for name in ALL if "ports" in SERVICES[name]] == ["proxy"]
    assert {name for name, network in COMPOSE["networks"].items() if network.get("internal")} == {"front", "house"}
    assert all(SERVICES[name]["networks"] == ["house"] for name in ("database", "broker", "cache"))
    assert "house" not in SERVICES["proxy"]["networks"]


def test_networks_and_volumes_are_declared_and_used():
    networks = {network for service in SERVICES.values() for network in service["networks"]}
    mounts = [mount.split(":")[0] for service in SERVICES.values() for mount in service.get("volumes", ())]
    named = {mount for mount in mounts if re.fullmatch(r"\w+", mount)}

    assert (networks, named) == (COMPOSE["networks"].keys(), COMPOSE["volumes"].keys())
    assert [
        path for path in mounts if path.startswith("./deploy/") and "tls" not in path and not (ROOT / path).is_file()
    ] == []


def test_files_lie_where_the_settings_put_them_and_static_files_stay_in_the_image():
    mounted = {SERVICES[name]["volumes"][0].split(":")[1] for name in HOUSE if "volumes" in SERVICES[name]}

    # A volume over VAR_DIR would keep the static files of the version before.
    assert mounted == {SERVICES["web"]["environment"]["VAR_DIR"] + "/files"}


@pytest.mark.parametrize("name", [name for name in HOUSE if name not in ONE_SHOT])
def test_nothing_starts_before_the_tables_are_there(name):
    assert SERVICES[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}


def test_broker_never_evicts_and_the_cache_does():
    policies = {name: SERVICES[name]["command"][-1] for name in ("broker", "cache")}

    assert policies == {"broker": "noeviction", "cache": "allkeys-lru"}


# ── Commands ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_every_command_is_run_by_a_test():
    assert {name for name in ALL if "command" in SERVICES[name]} == set(RUN_HERE)
