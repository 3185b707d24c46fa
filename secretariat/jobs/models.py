"""Jobs: what is to be done, when, how far it is, and what came of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


class Job(models.Model):
    """One piece of slow or scheduled work. The key makes it exist once however often it is asked for."""

    name = models.CharField(_("name"), max_length=60)
    key = models.CharField(_("key"), max_length=200, unique=True)
    nominal_at = models.DateTimeField(_("due at"))
    arguments = models.JSONField(_("arguments"), default=dict, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("asked by")
    )
    state = models.CharField(_("state"), max_length=10, choices=JobState.choices, default=JobState.WAITING)
    percent = models.PositiveSmallIntegerField(_("percent"), default=0)
    result = models.JSONField(_("result"), default=dict, blank=True)
    error = models.TextField(_("error"), blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    token = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-nominal_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=JobState.values), name="job_state_known"),
            models.CheckConstraint(condition=models.Q(percent__lte=100), name="job_percent"),
        ]
        indexes = [
            models.Index(fields=["nominal_at"], name="job_open", condition=models.Q(state__in=["waiting", "running"]))
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.nominal_at:%Y-%m-%d %H:%M}"
