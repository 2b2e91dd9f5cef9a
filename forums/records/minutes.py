"""What was said on an item of an agenda, every version of it, and corrections of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forums.enums import MinutesState
from forums.records.presenters import presented_by


class Minutes(models.Model):
    """What was said on an item, or why it was not discussed.

    Nobody is named in it. Verbs: `forums.domain.minutes`, `forums.domain.correcting`. Beyond a
    draft it says one of the two; ``version`` numbers what stands (`MinutesRevision`).
    """

    item = models.OneToOneField(
        "forums.AgendaItem", on_delete=models.PROTECT, related_name="account"
    )
    text = models.TextField(_("verslag"), max_length=20000, blank=True)
    not_discussed = models.CharField(_("waarom niet besproken"), max_length=300, blank=True)
    state = models.CharField(
        _("toestand"), max_length=11, choices=MinutesState.choices, default=MinutesState.DRAFT
    )
    version = models.PositiveIntegerField(_("versie"), default=0)
    written_at = models.DateTimeField(_("geschreven op"), default=timezone.now)

    class Meta:
        verbose_name = _("verslag van een agendapunt")
        verbose_name_plural = _("verslagen van agendapunten")
        ordering = ["item"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=MinutesState.values),
                name="minutes_have_a_known_state",
                violation_error_message=_("Kies een toestand uit de lijst."),
            ),
            models.CheckConstraint(
                condition=Q(text="") | Q(not_discussed=""),
                name="what_was_not_discussed_has_no_minutes",
                violation_error_message=_(
                    "Schrijf wat er gezegd is, of waarom dit punt niet besproken is: niet allebei."
                ),
            ),
            models.CheckConstraint(
                condition=Q(state=MinutesState.DRAFT) | ~Q(text="") | ~Q(not_discussed=""),
                name="minutes_beyond_a_draft_say_something",
                violation_error_message=_(
                    "Schrijf wat er gezegd is, of waarom dit punt niet besproken is."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.state}"

    @property
    def says_something(self) -> bool:
        """Whether it has a text, or a reason why there is none."""
        return bool(self.text.strip() or self.not_discussed.strip())


class MinutesRevision(models.Model):
    """How minutes read, from one save to the next. Kept for good.

    While it is a draft, what one window saves by itself within some minutes is one revision
    (`forums.domain.minutes.JOINED`); ``sitting`` and ``turn`` say which window, and how far.
    """

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField(_("versie"))
    text = models.TextField(_("verslag"), blank=True)
    not_discussed = models.CharField(_("waarom niet besproken"), max_length=300, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("door"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    began_at = models.DateTimeField(_("begonnen op"), default=timezone.now)
    written_at = models.DateTimeField(_("geschreven op"), default=timezone.now)
    sitting = models.CharField(max_length=40, blank=True, editable=False)
    turn = models.PositiveBigIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("versie van een verslag")
        verbose_name_plural = _("versies van verslagen")
        ordering = ["minutes", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["minutes", "number"],
                name="minutes_number_their_revisions",
                violation_error_message=_("Dit verslag heeft al een versie met dit nummer."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minutes_id}: {self.number}"


class Correction(models.Model):
    """An institution that was there, or a presenter who spoke for none, asks to write a passage of
    the minutes otherwise.

    The reporter takes it over or says why not (`forums.domain.correcting`). Neither is there once
    that presenter was erased.
    """

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="corrections")
    institution = models.ForeignKey(
        "institutions.Institution",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    presenter = models.ForeignKey(
        "forums.Presenter", on_delete=models.SET_NULL, related_name="+", null=True, blank=True
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    proposed_at = models.DateTimeField(_("voorgesteld op"), default=timezone.now)
    passage = models.TextField(_("passage"), max_length=2000)
    proposal = models.TextField(_("wat er moet staan"), max_length=2000, blank=True)
    reason = models.CharField(_("waarom"), max_length=500)
    taken_over = models.BooleanField(_("overgenomen"), null=True, blank=True)
    answer = models.CharField(_("antwoord"), max_length=500, blank=True)
    answered_at = models.DateTimeField(_("beantwoord op"), null=True, blank=True)

    class Meta:
        verbose_name = _("opmerking bij het verslag")
        verbose_name_plural = _("opmerkingen bij het verslag")
        ordering = ["proposed_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(passage="") & ~Q(reason=""),
                name="a_correction_names_a_passage_and_a_reason",
                violation_error_message=_("Neem een passage over, en zeg waarom ze niet klopt."),
            ),
            models.CheckConstraint(
                condition=Q(taken_over__isnull=True, answered_at__isnull=True, answer="")
                | Q(taken_over=True, answered_at__isnull=False)
                | (Q(taken_over=False, answered_at__isnull=False) & ~Q(answer="")),
                name="a_refused_correction_says_why",
                violation_error_message=_("Zeg waarom je de opmerking niet overneemt."),
            ),
            models.CheckConstraint(
                condition=Q(institution__isnull=True) | Q(presenter__isnull=True),
                name="a_correction_is_of_an_institution_or_a_presenter",
                violation_error_message=_("Vraag dit namens een instelling of als spreker."),
            ),
            models.UniqueConstraint(
                fields=["minutes", "institution", "passage", "proposal"],
                condition=Q(answered_at__isnull=True),
                name="an_open_correction_is_proposed_once",
                violation_error_message=_("Deze opmerking is al gemaakt."),
            ),
            models.UniqueConstraint(
                fields=["minutes", "presenter", "passage", "proposal"],
                condition=Q(answered_at__isnull=True),
                name="an_open_correction_of_a_presenter_is_proposed_once",
                violation_error_message=_("Deze opmerking is al gemaakt."),
            ),
        ]

    def __str__(self) -> str:
        return self.reason

    @property
    def asked_by(self) -> str:
        """Who asks it, as everybody reads it."""
        if self.institution is not None:
            return self.institution.name
        return self.presenter.public_words if self.presenter is not None else presented_by("", "")

    @property
    def is_open(self) -> bool:
        """Whether the reporter still has to answer."""
        return self.answered_at is None
