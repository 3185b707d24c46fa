"""The whole site as somebody with bad intent sees it: every address that takes a POST, and what its forms ask for."""

import tracemalloc
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django import forms
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.core.signals import request_finished
from django.db import close_old_connections, connection, transaction
from django.test import Client, RequestFactory
from django.test.client import ClientHandler
from django.urls import reverse

from planning.plans.steps import ITEM_PAGES, PLAN_PAGES
from supervision.items.steps import EXTENSION_PAGES, STEP_PAGES
from tests.access import ROLES, Row, World, rows
from tests.messages import APPS
from tests.secretariat.factories import UserFactory

ADDRESSES = rows()
# Addresses of which one record stands for all steps.
STEPS: dict[str, list[str]] = {
    "workdays:date_step": ["keep", "move"],
    "planning:consultation_step": ["hold", "close", "restore"],
    "planning:checkpoint_step": ["complete", "reopen"],
    "planning:plan_step": list(PLAN_PAGES),
    "planning:plan_item_step": list(ITEM_PAGES),
    "supervision:extension_step": list(EXTENSION_PAGES),
    # Only who did a thing takes it back, and here nobody did.
    "supervision:item_step": [step for step in STEP_PAGES if not step.startswith("withdraw_")],
}
PROGRAMME = "2026年度协商计划\n一、围绕“盘活闲置校舍”开展对口协商\n（一）时间安排：10月。\n（二）责任部门：市农委。\n"
# Where the form of an address stands on the page of another.
ELSEWHERE = {
    "planning:series_preview": "planning:series_found",
    "planning:programme_confirm": "planning:programme_paste",
}
# What a form asks for that nobody could guess, and what a button carries beside its form.
CARRIED: dict[str, dict[str, str]] = {
    "login": {"username": "x", "password": "x", "next": "/me/"},
    "set_language": {"language": "en", "next": "/"},
    "set_theme": {"theme": "dark"},
    "me": {"phone": "8123"},
    "log_export": {"format": "csv"},
    "planning:decision_correct": {"due": "12-20", "cycle": ""},
    "planning:decision_gather": {"lead": "1", "version": "1"},
    "planning:programme_paste": {"text": PROGRAMME},
    "planning:consultation_date": {"seen": "2026-12-10"},
    "supervision:item_bulk": {"step": "dispatch", "item": "1"},
}
BUTTON = {"version": "1", "next": "/me/"}
# What holds of every such world, found once in a process: which addresses take a POST, and who may send it.
TAKES: dict[str, bool] = {}
WHO: dict[tuple[str, str], str | None] = {}


@dataclass(frozen=True)
class Post:
    """An address that takes a POST, who may send it, and what a browser would send (`typed`), by field."""

    name: str
    url: str
    role: str
    typed: Mapping[str, Any] = field(default_factory=dict)
    fields: Mapping[str, forms.Field] = field(default_factory=dict)


class Site:
    """The small world of `tests.access`, sent to over and over: whatever comes of a request is rolled back."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.superuser = UserFactory(is_staff=True, is_superuser=True)
        people = world.people | {"superuser": self.superuser}
        self.clients = {"anonymous": Client(), **{role: _entered(person) for role, person in people.items()}}
        self._handler = ClientHandler(enforce_csrf_checks=False)
        self._before, self._written = snapshot(), rows_written()
        self._posts: dict[str, list[Post]] = {}
        self._latest: list[tuple[str, str]] = []

    # ── Sending ──────────────────────────────────────────────────────────────────────────────────────────────────────
    def send(self, post: Post, data: Mapping[str, Any], **headers: str) -> tuple[Any, bool]:
        """The answer, and whether anything in the house has changed by it."""
        with transaction.atomic():
            response = self._answer(self._sent(post, data, **headers))
            # A transaction in which something has failed answers no more.
            changed = response.status_code < 500 and self._changed()
            transaction.set_rollback(True)
        self._take_files_back()
        return response, changed

    def _changed(self) -> bool:
        """What was written may have been taken back, or be what stood there: only then is every row compared."""
        rows, files = self._before
        since, self._written = self._written, rows_written()
        return files != _files() or (self._written != since and rows != _rows())

    def peak_of(self, post: Post, data: Mapping[str, Any]) -> int:
        """The most bytes that Python held beside what was sent, until it was answered."""
        sent = self._sent(post, data)
        tracemalloc.start()
        try:
            with transaction.atomic():
                self._answer(sent)
                transaction.set_rollback(True)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    def _take_files_back(self) -> None:
        """What was rightly kept is rolled back; the disk knows nothing of that."""
        for path in sorted(set(_files()) - set(self._before[1])):
            (Path(settings.MEDIA_ROOT) / path).unlink()

    def _sent(self, post: Post, data: Mapping[str, Any], **headers: str) -> dict[str, Any]:
        cookies = "; ".join(f"{name}={one.value}" for name, one in self.clients[post.role].cookies.items())
        found: dict[str, Any] = RequestFactory().post(post.url, data, HTTP_COOKIE=cookies, **headers).environ
        return found

    def _answer(self, sent: dict[str, Any]) -> Any:
        response = self._handler(sent)
        response.getvalue()
        # Or the connection would be closed with the answer.
        request_finished.disconnect(close_old_connections)
        response.close()
        request_finished.connect(close_old_connections)
        return response

    # ── Finding ──────────────────────────────────────────────────────────────────────────────────────────────────────
    def posts_where(self, role: str, answers: str) -> Iterator[Post]:
        """Every address that takes a POST, where the table of addresses has this answer for `role`."""
        for row in ADDRESSES.values():
            if row.answers[role] == answers and self._takes_posts(row):
                for url in self._urls(row).values():
                    yield Post(row.name, url, role)

    def posts(self, *names: str) -> Iterator[Post]:
        """Every address that takes a POST (or those of these names), with every step, as a role that may sends it."""
        for row in ADDRESSES.values():
            if row.name in names or not names:
                yield from self._posts_of(row)

    def _posts_of(self, row: Row) -> list[Post]:
        """Those of one address, looked for once."""
        if row.name not in self._posts:
            urls = self._urls(row) if self._takes_posts(row) else {}
            self._posts[row.name] = [post for step, url in urls.items() if (post := self._post(row, step, url))]
        return self._posts[row.name]

    def register_posts(self) -> Iterator[Post]:
        """The pages of the administration on which a row is added."""
        request = RequestFactory().get("/")
        request.user = self.superuser
        for model, shown in admin.site._registry.items():
            if shown.has_add_permission(request):
                url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")
                page: Any = self.clients["superuser"].get(url)
                inside = [one.formset.management_form for one in page.context["inline_admin_formsets"]]
                yield Post("admin", url, "superuser", *_asked([page.context["adminform"].form, *inside]))

    def _urls(self, row: Row) -> dict[str, str]:
        """The address, by step where it has any."""
        facts = self.world.records[row.of]
        steps = STEPS.get(row.name, [""])
        return {step: reverse(row.name, kwargs=facts | {"step": step} if step else facts) for step in steps}

    def _takes_posts(self, row: Row) -> bool:
        """Whether the address does, whatever its step: one view answers all of them."""
        if row.method == "post":
            return True
        if row.name not in TAKES:
            # No address answers this; it says what it does answer.
            answer = self.clients["anonymous" if row.name == "login" else "outsider"].trace(self.world.address(row))
            TAKES[row.name] = "POST" in answer.headers["Allow"]
        return TAKES[row.name]

    def _post(self, row: Row, step: str, url: str) -> Post | None:
        roles = self._roles(row)
        if (row.name, step) in WHO:
            known = WHO[row.name, step]
            roles = [known] if known else []
        for role in roles:
            page = self._page(row, url, self.clients[role])
            if page.status_code not in (403, 404):
                WHO[row.name, step] = role
                self._latest.append((row.name, role))
                typed, fields = _asked(_forms_on(page))
                return Post(row.name, url, role, BUTTON | typed | CARRIED.get(row.name, {}), fields)
        WHO[row.name, step] = None
        return None

    def _roles(self, row: Row) -> list[str]:
        """Who may by the table; another step than its own may be anybody's who sees the record."""
        if row.name == "login":
            return ["anonymous"]
        inside = [role for role in ROLES if role != "anonymous" and role in self.clients]
        may = [role for role in inside if row.answers[role] not in ("403", "404")]
        found = may + [role for role in inside if row.answers[role] == "403" and row.name in STEPS]
        # Who may take one step may often take the next, too, and then whoever may take the one before.
        latest = [role for name, role in reversed(self._latest) if name == row.name]
        return sorted(found, key=lambda role: latest.index(role) if role in latest else len(latest))

    def _page(self, row: Row, url: str, client: Client) -> Any:
        if row.name == "planning:programme_confirm":
            return client.post(reverse(ELSEWHERE[row.name]), {"text": PROGRAMME})
        return client.get(reverse(ELSEWHERE[row.name]) if row.name in ELSEWHERE else url)


def snapshot() -> tuple[Any, list[str]]:
    """Every row of every model of the house, by table, and every file: what a refusal must leave as it was."""
    return _rows(), _files()


def rows_written() -> int:
    """How many rows this transaction has written so far, those included that it took back."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_xact_user_tables")
        return int(cursor.fetchone()[0])


def _rows() -> Any:
    models = [one for one in apps.get_models(include_auto_created=True) if one._meta.app_label in (*APPS, "auth")]
    tables = sorted({one._meta.db_table for one in models})
    rows_of = "SELECT '{0}', md5(string_agg(md5(x::text), '' ORDER BY md5(x::text))) FROM \"{0}\" x"
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(rows_of.format(table) for table in tables))
        return sorted(cursor.fetchall())


def _files() -> list[str]:
    folder = Path(settings.MEDIA_ROOT)
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def _entered(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def _forms_on(page: Any) -> list[Any]:
    """The forms that a page shows, those of a set one by one, but no filter."""
    shown = {id(one): one for layer in page.context or [] for inner in layer for one in inner.values()}
    sets = [one for one in shown.values() if isinstance(one, forms.BaseFormSet)]
    plain = [one for one in shown.values() if isinstance(one, forms.BaseForm) and "Filter" not in type(one).__name__]
    return [*plain, *(one.management_form for one in sets), *(form for one in sets for form in one.forms)]


def _asked(shown: list[Any]) -> tuple[dict[str, Any], dict[str, forms.Field]]:
    """What a browser would send from these forms, and their fields."""
    fields = {form.add_prefix(name): one for form in shown for name, one in form.fields.items()}
    typed = {form.add_prefix(name): _typed(form, name) for form in shown for name in form.fields}
    return {name: value for name, value in typed.items() if value is not None}, fields


def _typed(form: forms.BaseForm, name: str) -> Any:
    """What a person might type into a field: what stands there, or something dull that fits."""
    one, shown = form.fields[name], form[name].value()
    if isinstance(one, forms.BooleanField):
        return "on" if shown else None
    if isinstance(one, forms.FileField):
        return None
    if shown not in (None, "", []):
        many = isinstance(shown, list | tuple)
        return [str(getattr(value, "pk", value)) for value in (shown if many else [shown])]
    if isinstance(one, forms.ChoiceField):
        return next((str(getattr(key, "value", key)) for key, _label in one.choices if key), "")
    dull = {forms.DateField: "2026-12-10", forms.TimeField: "09:00", forms.IntegerField: "1"}
    return next((value for kind, value in dull.items() if isinstance(one, kind)), "事项")
