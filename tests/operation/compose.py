"""What docker-compose.yml, .env.example and the settings say, to be compared with one another."""

import ast
import re
from typing import Any

import yaml

from tests.messages import ROOT


class Strict(yaml.SafeLoader):
    """Compose refuses a key that stands twice; the library would take the last one and say nothing."""

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        written = [key.value for key, _value in node.value if key.tag != "tag:yaml.org,2002:merge"]
        if doubled := {key for key in written if written.count(key) > 1}:
            raise ValueError(f"twice: {', '.join(sorted(doubled))}")
        self.flatten_mapping(node)
        return dict(self.construct_pairs(node, deep=deep))


COMPOSE: dict[str, Any] = yaml.load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"), Loader=Strict)
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
# Those that run our image; the others are of others.
HOUSE = [name for name, service in SERVICES.items() if "SECRETARIAT_IMAGE" in service["image"]]


def variables() -> set[str]:
    """The ${NAMES} of the compose file."""
    return set(re.findall(r"\$\{(\w+)", (ROOT / "docker-compose.yml").read_text(encoding="utf-8")))


def examples() -> dict[str, str]:
    """The lines of .env.example."""
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    return dict(line.split("=", 1) for line in text.splitlines() if line and not line.startswith("#"))


def settings_names() -> set[str]:
    """The names that settings.py reads from the environment: every env(...) and env.kind(...)."""
    tree = ast.parse((ROOT / "secretariat" / "settings.py").read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return {
        ast.literal_eval(call.args[0])
        for call in calls
        if re.fullmatch(r"env(\.\w+)?", ast.unparse(call.func)) and call.args
    }


def command(name: str, **replaced: str) -> list[str]:
    """The command of a service as it stands in the file, its ${VARIABLES} from .env.example."""
    return [_filled(word, replaced) for word in SERVICES[name]["command"]]


def health(name: str, **replaced: str) -> list[str]:
    """The health check of a service as the container runs it."""
    kind, *words = SERVICES[name]["healthcheck"]["test"]
    filled = [_filled(word.replace("$$", "$"), replaced) for word in words]
    return ["sh", "-c", *filled] if kind == "CMD-SHELL" else filled


def _filled(word: str, replaced: dict[str, str]) -> str:
    known = examples()
    word = re.sub(r"\$\{(\w+)[^}]*\}", lambda found: known[found[1]], word)
    for place, other in replaced.items():
        word = word.replace(PLACES[place], other)
    return word


# What is another place here than in a container.
PLACES = {
    "bind": "0.0.0.0:8000",
    "web": "web:8000",
    "local": "localhost:8000",
    "backups": "/backups",
    "schedule": "/tmp/beat-schedule",
}
