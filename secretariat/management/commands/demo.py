"""Fill an empty database with the demo year and print its log-ins."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from secretariat.management.demo.house import House, password
from secretariat.management.demo.year import build_year
from secretariat.people.models import User
from secretariat.workdays import queries as workdays


class Command(BaseCommand):
    help = "Builds the demo year, relative to today, in an empty database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", type=date.fromisoformat, default=None, help="the day the year leads up to")
        parser.add_argument("--logins", action="store_true", help="only print the log-ins of the demo people")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["logins"]:
            self._print_logins()
            return
        if User.objects.exists():
            raise CommandError("There are people in this database already: the demo year needs an empty one.")
        on = options["on"] or timezone.localdate()
        house = build_year(on=on, calendar=workdays.load(), font_dir=settings.FONT_DIR)
        self._print(house)

    def _print(self, house: House) -> None:
        self.stdout.write(f"Demo year up to today; password of every log-in: {password()}")
        for login, user in house.people.items():
            self.stdout.write(f"  {login:<10}{user.name}  {user.title}")

    def _print_logins(self) -> None:
        demo = User.objects.filter(email__endswith="@example.org").exclude(username__regex=r"\d\d$")
        for user in demo.order_by("pk"):
            self.stdout.write(f"  {user.username:<10}{user.name}  {user.title}")
