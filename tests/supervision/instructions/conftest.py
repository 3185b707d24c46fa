"""The cast of items, and an instruction as the officer enters it."""

from datetime import date

import pytest

from supervision.instructions import services
from tests.supervision.items.cast import Cast

TODAY = date(2026, 11, 23)
TEXT = "请提案委员会牵头，农业农村委员会配合，12月10日前提出方案。"
SECRET = "此事只告诉督查处，请单独核实"


@pytest.fixture
def cast(db):
    return Cast.make()


@pytest.fixture
def enter(cast):
    """`enter(is_private=True)`: an instruction of the secretary-general, entered by the officer."""

    def make(**facts):
        usual = {"by": cast.officer, "on": TODAY, "leader": "主席", "document": "专报第1期", "text": TEXT}
        return services.enter_instruction(**usual | {"given_on": date(2026, 11, 20)} | facts)

    return make


@pytest.fixture
def log_in(cast, client):
    def as_(role):
        client.force_login(getattr(cast, role))
        return client

    return as_
