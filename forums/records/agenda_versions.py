"""The agenda of a session as it was published, version after version, and who was told."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forums.enums import Format
from forums.querysets import PublishedItemQuerySet


class Unchangeable(models.Model):
    """What is written once. What hangs from it in the database is detached there, not here."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write it the first time.

        Raises:
            TypeError: it was written already.
        """
        if not self._state.adding:
            raise TypeError(f"{self._meta.label} {self.pk} is published: it stays what it is.")
        super().save(*args, **kwargs)


class AgendaVersion(Unchangeable):
    """An agenda as everybody may read it, from the moment it was published. Never changed.

    The one in force is that with the number `Session.agenda_version`. ``changes`` says in words
    what is different from the version before, as it was mailed; it names no person. When and
    where are those of that moment. ``follows_move``: nobody published it, the session moved.
    Verbs: `forums.domain.publishing`.
    """

    session = models.ForeignKey(
        "forums.Session", on_delete=models.PROTECT, related_name="agenda_versions"
    )
    number = models.PositiveSmallIntegerField(_("versie"))
    starts_at = models.DateTimeField(_("begint"))
    ends_at = models.DateTimeField(_("eindigt"))
    format = models.CharField(_("waar"), max_length=8, choices=Format.choices)
    place = models.CharField(_("plaats"), max_length=200, blank=True)
    changes = models.JSONField(_("wat er wijzigde"), default=list, blank=True)
    follows_move = models.BooleanField(_("omdat de bijeenkomst verplaatst werd"), default=False)
    published_at = models.DateTimeField(_("gepubliceerd op"), default=timezone.now)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("versie van een agenda")
        verbose_name_plural = _("versies van agenda’s")
        ordering = ["session", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "number"],
                name="a_session_numbers_its_agendas",
                violation_error_message=_("Deze agenda heeft al een versie met dit nummer."),
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="agendas_are_numbered_from_one",
                violation_error_message=_("Versies van een agenda zijn genummerd vanaf 1."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="a_published_agenda_ends_after_it_starts",
                violation_error_message=_("Een bijeenkomst eindigt na haar begin."),
            ),
            models.CheckConstraint(
                condition=Q(format__in=Format.values),
                name="a_published_agenda_has_a_known_format",
                violation_error_message=_("Kies ter plaatse, online of allebei."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id}: {self.number}"


class PublishedItem(Unchangeable):
    """An item of a published agenda. ``key`` is that of the item it was made from, which may be
    gone: from version to version it is the same item.
    """

    version = models.ForeignKey(AgendaVersion, on_delete=models.PROTECT, related_name="items")
    key = models.PositiveBigIntegerField(_("agendapunt"))
    position = models.PositiveSmallIntegerField(_("plaats"))
    title = models.CharField(_("titel"), max_length=200)
    minutes = models.PositiveSmallIntegerField(_("minuten"))
    conclusions = models.ManyToManyField(
        "showcase.PolicyConclusion",
        verbose_name=_("beleidsconclusies"),
        related_name="published_items",
        blank=True,
    )

    objects = PublishedItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("gepubliceerd agendapunt")
        verbose_name_plural = _("gepubliceerde agendapunten")
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "position"],
                name="a_published_agenda_has_one_item_in_a_place",
                violation_error_message=_("Op deze plaats van de agenda staat al een punt."),
            ),
            models.UniqueConstraint(
                fields=["version", "key"],
                name="an_item_stands_once_on_a_published_agenda",
                violation_error_message=_("Dit punt staat al op de agenda."),
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=480) & ~Q(title=""),
                name="a_published_item_has_a_title_and_a_length",
                violation_error_message=_(
                    "Een agendapunt heeft een titel en duurt 1 tot 480 minuten."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def opened_by(self) -> str:
        """Who opens it, as everybody may read it; it comes with its presenters and theirs."""
        return ", ".join(one.public_words for one in self.presenters.all())


class AgendaNotice(models.Model):
    """Somebody was told of a version of the agenda: once."""

    version = models.ForeignKey(AgendaVersion, on_delete=models.CASCADE, related_name="notices")
    registration = models.ForeignKey(
        "forums.Registration", on_delete=models.CASCADE, related_name="agenda_notices"
    )
    told_at = models.DateTimeField(_("verwittigd op"), default=timezone.now)

    class Meta:
        verbose_name = _("bericht over een agenda")
        verbose_name_plural = _("berichten over agenda’s")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "registration"],
                name="a_version_of_an_agenda_is_told_once",
                violation_error_message=_("Deze versie van de agenda is al gemaild."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registration_id}: {self.version_id}"
