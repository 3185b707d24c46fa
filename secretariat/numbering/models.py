"""Kinds of numbers, and the counter row of each kind and year."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class NumberKind(models.Model):
    """How a kind of number is written, such as 督〔{year}〕{n}号."""

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=60)
    pattern = models.CharField(
        _("pattern"), max_length=60, help_text=_("{year} and {n} stand for the year and the number.")
    )

    class Meta:
        verbose_name = _("number format")
        verbose_name_plural = _("number formats")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """A pattern that cannot be filled in would stop the filing of the next record."""
        try:
            numbers = {self.pattern.format(year=2000, n=n) for n in (1, 2)}
        except (LookupError, ValueError, AttributeError):
            numbers = set()
        if len(numbers) < 2:
            said = _("Write {n} where the number stands and {year} where the year stands, and no other braces.")
            raise ValidationError({"pattern": said})


class Counter(models.Model):
    """The last number given out; year 0 counts through all years."""

    kind = models.ForeignKey(NumberKind, models.PROTECT, related_name="counters", verbose_name=_("number format"))
    year = models.PositiveSmallIntegerField(_("year"))
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("counter")
        verbose_name_plural = _("counters")
        constraints = [models.UniqueConstraint(fields=["kind", "year"], name="counter_per_kind_and_year")]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}: {self.last}"
