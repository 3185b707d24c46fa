"""Instructions, valid and dull."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from supervision.instructions.models import Instruction
from tests.secretariat.factories import UserFactory, counted


class InstructionFactory(DjangoModelFactory):
    class Meta:
        model = Instruction

    leader = "主席"
    document = factory.Sequence(lambda n: f"专报{counted(n)}")
    text = "请提案委员会牵头，研究室配合，12月10日前提出方案。"
    given_on = date(2026, 11, 20)
    state = "noted"
    not_tracked_reason = factory.LazyAttribute(lambda one: "阅知" if one.state == "not_tracked" else "")
    entered_by = factory.SubFactory(UserFactory)
