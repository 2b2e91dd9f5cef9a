"""Which index is read, which is being filled, and how often it changed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

#: The key of the one row that says which shelf is read.
LIVE = 1


class ShelfName(models.TextChoices):
    """The index stands on two shelves: one is read while the other is filled."""

    A = "a", "a"
    B = "b", "b"

    @property
    def other(self) -> ShelfName:
        """The other one."""
        return ShelfName.B if self is ShelfName.A else ShelfName.A


class IndexState(models.Model):
    """The one row that everybody who changes the index locks.

    ``version`` counts the changes, ``stamp`` names the last one: a process whose version and stamp
    are these holds what the database holds. ``words_stamp`` names
    the last change of what words mean.
    """

    live = models.CharField(max_length=1, choices=ShelfName.choices, default=ShelfName.A)
    version = models.BigIntegerField(default=0)
    stamp = models.CharField(max_length=32, default="", blank=True)
    words_stamp = models.CharField(max_length=32, default="", blank=True)

    class Meta:
        verbose_name = _("toestand van de zoekindex")
        verbose_name_plural = _("toestand van de zoekindex")
        constraints = [
            models.CheckConstraint(
                condition=Q(pk=LIVE),
                name="the_index_has_one_state",
                violation_error_message=_("De zoekindex heeft één toestand."),
            ),
            models.CheckConstraint(
                condition=Q(live__in=ShelfName.values),
                name="the_live_shelf_exists",
                violation_error_message=_("De zoekindex staat op legger a of b."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.live} v{self.version}"


class Shelf(models.Model):
    """One of the two indexes, and how far it is filled.

    ``lexicon`` are the words that compounds were split by when it was begun, ``analysis`` the rules
    it was made with; ``generation`` names the filling. While ``token`` is set, the process that
    holds it is filling the shelf.
    """

    name = models.CharField(primary_key=True, max_length=1, choices=ShelfName.choices)
    next_slot = models.PositiveIntegerField(default=0)
    generation = models.CharField(max_length=16, default="", blank=True)
    lexicon = models.TextField(default="", blank=True)
    analysis = models.PositiveIntegerField(default=0)
    is_filling = models.BooleanField(default=False)
    token = models.CharField(max_length=32, default="", blank=True)
    beat_at = models.DateTimeField(null=True, blank=True)
    kind = models.CharField(max_length=20, default="", blank=True)
    after = models.BigIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    filled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("legger van de zoekindex")
        verbose_name_plural = _("leggers van de zoekindex")
        constraints = [
            models.CheckConstraint(
                condition=Q(name__in=ShelfName.values),
                name="a_shelf_is_a_or_b",
                violation_error_message=_("De zoekindex staat op legger a of b."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Change(models.Model):
    """One change of the index: a process that saw it knows what came after."""

    version = models.BigIntegerField(primary_key=True)
    stamp = models.CharField(max_length=32)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("wijziging van de zoekindex")
        verbose_name_plural = _("wijzigingen van de zoekindex")

    def __str__(self) -> str:
        return str(self.version)
