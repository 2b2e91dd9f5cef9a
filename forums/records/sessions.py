"""Sessions of a forum, and what is on their agenda."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forums.enums import Format
from forums.querysets import SessionQuerySet


class Session(models.Model):
    """A meeting of a forum, on site, online or both. Its number in the forum never changes.

    ``version`` counts the changes to it and its agenda: who saves says which one they saw.
    ``agenda_version`` is the number of the agenda in force, as it was published; 0 before that.
    ``sequence`` counts what calendars hear of: it only goes up.
    """

    forum = models.ForeignKey("forums.Forum", on_delete=models.PROTECT, related_name="sessions")
    number = models.PositiveSmallIntegerField(_("nummer"))
    title = models.CharField(_("titel"), max_length=150)
    format = models.CharField(_("waar"), max_length=8, choices=Format.choices)
    place = models.CharField(_("plaats"), max_length=200, blank=True)
    link = models.URLField(_("link om online mee te doen"), max_length=500, blank=True)
    starts_at = models.DateTimeField(_("begint"))
    ends_at = models.DateTimeField(_("eindigt"))
    cancelled_at = models.DateTimeField(_("afgezegd op"), null=True, blank=True)
    cancelled_reason = models.CharField(_("waarom afgezegd"), max_length=300, blank=True)

    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("verslaggever"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="sessions_reported",
    )
    corrections_until = models.DateTimeField(_("opmerkingen tot"), null=True, blank=True)
    closed_at = models.DateTimeField(_("afgesloten op"), null=True, blank=True)

    version = models.PositiveIntegerField(default=1, editable=False)
    agenda_version = models.PositiveSmallIntegerField(default=0, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("bijeenkomst")
        verbose_name_plural = _("bijeenkomsten")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["forum", "number"],
                name="a_forum_numbers_its_sessions",
                violation_error_message=_("Dit forum heeft al een bijeenkomst met dit nummer."),
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="sessions_are_numbered_from_one",
                violation_error_message=_("Bijeenkomsten zijn genummerd vanaf 1."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="a_session_ends_after_it_starts",
                violation_error_message=_("Een bijeenkomst eindigt na haar begin."),
            ),
            models.CheckConstraint(
                condition=Q(format=Format.ONLINE) | ~Q(place=""),
                name="a_session_on_site_has_a_place",
                violation_error_message=_("Zeg waar de bijeenkomst plaatsvindt."),
            ),
            models.CheckConstraint(
                condition=Q(format=Format.ON_SITE) | ~Q(link=""),
                name="a_session_online_has_a_link",
                violation_error_message=_("Geef de link om online mee te doen."),
            ),
            models.CheckConstraint(
                condition=Q(format__in=Format.values),
                name="a_session_has_a_known_format",
                violation_error_message=_("Kies ter plaatse, online of allebei."),
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True, cancelled_reason="")
                | (Q(cancelled_at__isnull=False) & ~Q(cancelled_reason="")),
                name="a_cancelled_session_has_a_reason",
                violation_error_message=_("Zeg waarom de bijeenkomst niet doorgaat."),
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(corrections_until__isnull=False),
                name="a_closed_session_was_open_to_corrections",
                violation_error_message=_("Laat eerst opmerkingen bij het verslag toe."),
            ),
            models.CheckConstraint(
                condition=Q(corrections_until__isnull=True) | Q(cancelled_at__isnull=True),
                name="a_cancelled_session_has_no_minutes",
                violation_error_message=_("Een afgezegde bijeenkomst heeft geen verslag."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """``/forums/<forum>/sessies/<number>/``; the forum comes fetched."""
        return reverse("forum_session", args=[self.forum.slug, self.number])

    @property
    def is_cancelled(self) -> bool:
        """Whether it does not take place."""
        return self.cancelled_at is not None

    @property
    def is_over(self) -> bool:
        """Whether its end has passed."""
        return self.ends_at <= timezone.now()

    @property
    def is_recorded(self) -> bool:
        """Whether its minutes went out for correction: its agenda stays what it was."""
        return self.corrections_until is not None

    @property
    def is_fixed(self) -> bool:
        """Whether session and agenda no longer change."""
        return self.is_cancelled or self.is_recorded


class AgendaItem(models.Model):
    """A part of a session: what is talked about, and how many minutes it takes.

    It tables no, one or several published conclusions; nothing else joins a conclusion to a
    session.
    """

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="agenda")
    position = models.PositiveSmallIntegerField(_("plaats"))
    title = models.CharField(_("titel"), max_length=200)
    minutes = models.PositiveSmallIntegerField(_("minuten"))
    conclusions = models.ManyToManyField(
        "showcase.PolicyConclusion",
        verbose_name=_("beleidsconclusies"),
        related_name="agenda_items",
        blank=True,
    )

    class Meta:
        verbose_name = _("agendapunt")
        verbose_name_plural = _("agendapunten")
        ordering = ["session", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "position"], name="an_agenda_has_one_item_in_a_place"
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=480),
                name="an_agenda_item_takes_at_most_a_day",
                violation_error_message=_("Een agendapunt duurt 1 tot 480 minuten."),
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="an_agenda_item_has_a_title",
                violation_error_message=_("Zeg waarover dit agendapunt gaat."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def opened_by(self) -> str:
        """Who opens it, as everybody may read it; it comes with its presenters."""
        return ", ".join(one.public_words for one in self.presenters.all())
