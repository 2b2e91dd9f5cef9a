"""Who comes to a session: registrations, and what was mailed about them."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.mailed_links import MailedLink
from forums.enums import (
    ACTIVE_STATES,
    ENDED_STATES,
    HOLDING_STATES,
    Mode,
    RegistrationState,
)
from forums.querysets import RegistrationQuerySet

#: In a fixed order and as plain words, for the constraints and their migrations.
HOLDING, ACTIVE, ENDED = (
    [one.value for one in states] for states in (HOLDING_STATES, ACTIVE_STATES, ENDED_STATES)
)

#: What `Registration.wish` writes.
WISH = ("wished_mode", "was_moved_off")


class Coming(models.Model):
    """What somebody says who wants to come.

    Two grounds, kept apart. Whose institution and in which capacity is always in the report. A
    name is there only by consent, until the day on which that ends. Needs are for organisers
    alone, and erased after the session (`forums.domain.erasing`).
    """

    name = models.CharField(_("naam"), max_length=120, blank=True)
    institution = models.ForeignKey(
        "institutions.Institution",
        verbose_name=_("instelling van het register"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    institution_name = models.CharField(_("instelling"), max_length=200)
    capacity = models.CharField(_("hoedanigheid"), max_length=120)
    mode = models.CharField(_("hoe"), max_length=7, choices=Mode.choices)
    dietary_needs = models.CharField(_("eten en drinken"), max_length=300, blank=True)
    access_needs = models.CharField(_("toegankelijkheid"), max_length=300, blank=True)
    named_until = models.DateField(_("naam in het verslag tot en met"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def institution_key(self) -> str:
        """What counts as one institution: the one of the register, else the words."""
        return key_of(self.institution_id, self.institution_name)


class Registration(Coming):
    """Somebody who comes to a session, has a place on offer, or waits for one.

    The waiting list is in order of (``joined_at``, key): the moment is written under the lock of
    the session, so it never goes back. ``seat`` numbers the places of a mode: the database gives
    none twice. ``wished_mode`` is how they would rather come: as they asked before organisers took
    that mode away, or as they ask now while it is full; they keep what they have until it is there.
    ``was_moved_off`` marks who had a place in it that organisers took away: they come back first.
    Verbs: `forums.domain.registering`, `forums.domain.changing_mode`, `forums.domain.places`.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    session = models.ForeignKey(
        "forums.Session", on_delete=models.PROTECT, related_name="registrations"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="registrations",
    )
    email = models.EmailField(_("e-mailadres"), max_length=254, blank=True)
    state = models.CharField(_("toestand"), max_length=9, choices=RegistrationState.choices)
    seat = models.PositiveIntegerField(_("plaats"), null=True, blank=True)
    wished_mode = models.CharField(
        _("liever"), max_length=7, choices=Mode.choices, blank=True, editable=False
    )
    was_moved_off = models.BooleanField(_("plaats verloren"), default=False, editable=False)
    joined_at = models.DateTimeField(_("ingeschreven op"))
    offered_until = models.DateTimeField(_("aan te nemen tot"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("plaats sinds"), null=True, blank=True)
    ended_at = models.DateTimeField(_("geëindigd op"), null=True, blank=True)
    attended = models.BooleanField(_("aanwezig"), null=True, blank=True)
    needs_erased_at = models.DateTimeField(_("noden gewist op"), null=True, blank=True)
    contact_erased_at = models.DateTimeField(_("contact gewist op"), null=True, blank=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("inschrijving")
        verbose_name_plural = _("inschrijvingen")
        ordering = ["joined_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "mode", "seat"],
                condition=Q(seat__isnull=False),
                name="a_place_is_given_once",
                violation_error_message=_("Deze plaats is al gegeven."),
            ),
            models.UniqueConstraint(
                "session",
                Lower("email"),
                condition=Q(state__in=ACTIVE) & ~Q(email=""),
                name="an_address_comes_once_to_a_session",
                violation_error_message=_("Dit adres is al ingeschreven."),
            ),
            models.UniqueConstraint(
                fields=["session", "user"],
                condition=Q(state__in=ACTIVE, user__isnull=False),
                name="a_person_comes_once_to_a_session",
                violation_error_message=_("Deze persoon is al ingeschreven."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=RegistrationState.values),
                name="a_registration_has_a_known_state",
                violation_error_message=_("Kies een toestand uit de lijst."),
            ),
            models.CheckConstraint(
                condition=Q(mode__in=Mode.values),
                name="a_registration_has_a_known_mode",
                violation_error_message=_("Kies ter plaatse of online."),
            ),
            models.CheckConstraint(
                condition=Q(wished_mode="")
                | (Q(wished_mode__in=Mode.values) & ~Q(wished_mode=F("mode"))),
                name="who_would_rather_come_otherwise_says_how",
                violation_error_message=_("Kies een andere manier om mee te doen."),
            ),
            models.CheckConstraint(
                condition=Q(was_moved_off=False)
                | (~Q(wished_mode="") & Q(confirmed_at__isnull=False)),
                name="who_was_moved_off_had_a_place_to_return_to",
                violation_error_message=_("Alleen wie een plaats had, krijgt ze eerst terug."),
            ),
            models.CheckConstraint(
                condition=~Q(institution_name="") & ~Q(capacity=""),
                name="a_registration_speaks_for_an_institution",
                violation_error_message=_("Zeg namens welke instelling je komt, en als wat."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=HOLDING, seat__isnull=False, seat__gte=1)
                | (~Q(state__in=HOLDING) & Q(seat__isnull=True)),
                name="who_holds_a_place_has_a_seat",
                violation_error_message=_("Wie een plaats heeft, heeft een nummer; anders niet."),
            ),
            models.CheckConstraint(
                condition=Q(state=RegistrationState.OFFERED, offered_until__isnull=False)
                | (~Q(state=RegistrationState.OFFERED) & Q(offered_until__isnull=True)),
                name="an_offered_place_has_a_deadline",
                violation_error_message=_("Een aangeboden plaats heeft een uiterste moment."),
            ),
            models.CheckConstraint(
                condition=~Q(state=RegistrationState.CONFIRMED) | Q(confirmed_at__isnull=False),
                name="a_confirmed_registration_says_since_when",
                violation_error_message=_("Wie een plaats heeft, heeft ze sinds een moment."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=ENDED, ended_at__isnull=False)
                | (~Q(state__in=ENDED) & Q(ended_at__isnull=True)),
                name="an_ended_registration_says_when",
                violation_error_message=_("Een inschrijving die voorbij is, zegt wanneer."),
            ),
            models.CheckConstraint(
                condition=Q(attended__isnull=True) | Q(state=RegistrationState.CONFIRMED),
                name="who_attended_had_a_place",
                violation_error_message=_("Alleen wie een plaats had, was er of was er niet."),
            ),
            models.CheckConstraint(
                condition=Q(needs_erased_at__isnull=True) | Q(dietary_needs="", access_needs=""),
                name="erased_needs_are_gone",
                violation_error_message=_("Gewiste noden blijven weg."),
            ),
            models.CheckConstraint(
                condition=Q(contact_erased_at__isnull=True) | Q(email="", user__isnull=True),
                name="erased_contact_is_gone",
                violation_error_message=_("Gewiste gegevens blijven weg."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.institution_name

    def wish(self, mode: str, *, was_moved_off: bool = False) -> None:
        """Would rather come in ``mode`` ("" is content); not saved."""
        self.wished_mode, self.was_moved_off = mode, was_moved_off

    @property
    def may_join_online(self) -> bool:
        """Whether the link to join is for this person: with a place, online, at a session that
        takes place."""
        has_place = self.state == RegistrationState.CONFIRMED
        return has_place and self.mode == Mode.ONLINE and not self.session.is_cancelled

    @property
    def is_active(self) -> bool:
        """Whether this person comes, or would like to."""
        return self.state in ACTIVE


class RegistrationRequest(MailedLink, Coming):
    """Somebody without an account wants to come: the link in the mail makes it a registration.

    Verbs: `forums.domain.requesting`.
    """

    session = models.ForeignKey(
        "forums.Session", on_delete=models.CASCADE, related_name="registration_requests"
    )
    created_at = models.DateTimeField(_("gevraagd op"), default=timezone.now)

    class Meta:
        verbose_name = _("vraag om inschrijving")
        verbose_name_plural = _("vragen om inschrijving")
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(email=""),
                name="a_registration_request_has_an_address",
                violation_error_message=_("Vul een e-mailadres in."),
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")),
                name="a_registration_request_lasts",
                violation_error_message=_("Een vraag om inschrijving blijft een tijd geldig."),
            ),
        ]

    def __str__(self) -> str:
        return self.email


class Reminder(models.Model):
    """A mail went out, so many days before a session began: once, unless the session moves."""

    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="reminders"
    )
    days = models.PositiveSmallIntegerField(_("dagen vooraf"))
    starts_at = models.DateTimeField(_("begin van de bijeenkomst"))

    class Meta:
        verbose_name = _("herinnering")
        verbose_name_plural = _("herinneringen")
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "days", "starts_at"],
                name="a_reminder_is_sent_once",
                violation_error_message=_("Deze herinnering is al verstuurd."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registration_id}: {self.days}"


class SessionNotice(models.Model):
    """Somebody was told that a session moved or was called off: once for each change of it."""

    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="session_notices"
    )
    sequence = models.PositiveIntegerField(_("wijziging"))

    class Meta:
        verbose_name = _("bericht over een bijeenkomst")
        verbose_name_plural = _("berichten over bijeenkomsten")
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "sequence"],
                name="a_change_of_a_session_is_told_once",
                violation_error_message=_("Deze wijziging is al gemaild."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registration_id}: {self.sequence}"


def key_of(institution_id: int | None, name: str) -> str:
    """What counts as one institution: the one of the register, else the words."""
    words = " ".join(name.split()).casefold()
    return f"#{institution_id}" if institution_id is not None else words
