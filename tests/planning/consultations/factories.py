"""Programmes, consultations and checkpoints, valid and dull; a row fits its state."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from planning.consultations.models import Checkpoint, CheckpointKind, Consultation, ConsultationKind, Programme
from planning.consultations.states import ConsultationState
from tests.secretariat.factories import counted

MEETING = date(2026, 11, 27)


class ProgrammeFactory(DjangoModelFactory):
    class Meta:
        model = Programme
        django_get_or_create = ("year", "title")

    year = 2026
    title = "2026年度重点协商计划"


class ConsultationFactory(DjangoModelFactory):
    class Meta:
        model = Consultation

    programme = factory.SubFactory(ProgrammeFactory)
    ordinal = factory.Sequence(lambda n: n + 1)
    kind = ConsultationKind.CONSULTATION
    topic = factory.Sequence(lambda n: f"议题{counted(n)}")
    state = ConsultationState.SCHEDULED
    meeting_on = factory.LazyAttribute(lambda one: None if one.state in ("planned", "cancelled") else MEETING)
    cancel_reason = factory.LazyAttribute(lambda one: "另行安排" if one.state == "cancelled" else "")


class CheckpointFactory(DjangoModelFactory):
    class Meta:
        model = Checkpoint

    consultation = factory.SubFactory(ConsultationFactory)
    kind = CheckpointKind.NOTICE
    offset = -15
    due_on = date(2026, 11, 6)
