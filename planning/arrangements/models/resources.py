"""Rooms and vehicles of the house: lists that the administrator keeps; entries name them in words."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Resource(models.Model):
    """What can be booked: its name is what stands in an entry, and stays there when it is taken out of use."""

    name = models.CharField(_("name"), max_length=30, unique=True)
    seats = models.PositiveSmallIntegerField(_("seats"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=100, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=99)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        abstract = True
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name


class Room(Resource):
    """A room in which the house meets; an entry with its name as place has booked it."""

    class Meta(Resource.Meta):
        verbose_name = pgettext_lazy("resource", "room")
        verbose_name_plural = _("rooms")


class Vehicle(Resource):
    """A vehicle of the house, by its plate or the name that everybody uses."""

    class Meta(Resource.Meta):
        verbose_name = _("vehicle")
        verbose_name_plural = _("vehicles")
