"""`manage.py tick`."""

from datetime import date
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command

from secretariat.jobs.queries import last_tick
from secretariat.outbox import services
from tests.secretariat.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_tick_does_without_a_broker_what_the_worker_does(time_machine):
    time_machine.move_to("2026-11-22T00:00:00+08:00", tick=False)
    services.queue(to=[UserFactory()], kind="t", key="k", day=date(2026, 11, 22), title="t", urgent=True)
    out = StringIO()
    call_command("tick", stdout=out)

    assert (out.getvalue(), len(mail.outbox)) == ("后台任务：完成 0 项，失败 0 项。邮件：发出 1 封，被拒 0 封。\n", 1)
    assert last_tick() is not None
