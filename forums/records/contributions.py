"""What is said in a forum, how it read before, and what happened when somebody objected."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forums.enums import ContributionState, Ground
from forums.querysets import ContributionQuerySet

#: How long its author can rewrite a contribution.
EDITABLE = timedelta(minutes=30)
LONGEST = 4000


class Contribution(models.Model):
    """Something said for an institution: to the forum, about a conclusion, or in reply.

    It is not attributed to a person unless the author asks (``shows_name``). A reply is never
    replied to: threads are two deep. Verbs: `forums.domain.discussing`, `forums.domain.moderating`.
    """

    forum = models.ForeignKey("forums.Forum", on_delete=models.PROTECT, related_name="+")
    conclusion = models.ForeignKey(
        "showcase.PolicyConclusion",
        verbose_name=_("over conclusie"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replies"
    )
    mandate = models.ForeignKey(
        "institutions.Mandate",
        verbose_name=_("spreekt namens"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    shows_name = models.BooleanField(_("met naam"), default=False)
    text = models.TextField(_("tekst"), max_length=LONGEST)
    state = models.CharField(max_length=10, choices=ContributionState.choices)
    written_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = _("bijdrage")
        verbose_name_plural = _("bijdragen")
        ordering = ["forum", "pk"]
        indexes = [models.Index(fields=["forum", "state"], name="contributions_of_a_forum")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="a_contribution_says_something",
                violation_error_message=_("Schrijf wat je wilt zeggen."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=ContributionState.values),
                name="a_contribution_has_a_known_state",
                violation_error_message=_("Een bijdrage wacht, staat er, of is verborgen."),
            ),
            models.CheckConstraint(
                condition=Q(state=ContributionState.WAITING, published_at__isnull=True)
                | Q(state=ContributionState.PUBLISHED, published_at__isnull=False)
                | Q(state=ContributionState.HIDDEN),
                name="a_published_contribution_says_since_when",
                violation_error_message=_("Wat gepubliceerd is, zegt sinds wanneer."),
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")),
                name="a_contribution_does_not_reply_to_itself",
                violation_error_message=_("Een bijdrage antwoordt niet op zichzelf."),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    def get_absolute_url(self) -> str:
        """The address that leads to it, on whichever page it stands; the forum comes fetched."""
        return reverse("contribution", args=[self.forum.slug, self.pk])

    @property
    def editable_until(self) -> datetime:
        """Until when its author can rewrite it."""
        return self.written_at + EDITABLE


class ContributionVersion(models.Model):
    """How a contribution read before it was rewritten: for its author and who moderates."""

    contribution = models.ForeignKey(
        Contribution, on_delete=models.CASCADE, related_name="versions"
    )
    text = models.TextField(_("tekst"), max_length=LONGEST)
    replaced_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("vorige tekst van een bijdrage")
        verbose_name_plural = _("vorige teksten van bijdragen")
        ordering = ["contribution", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


class ContributionReport(models.Model):
    """A reader says that something is wrong with a contribution; a moderator looks at it."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    ground = models.CharField(_("wat er mis is"), max_length=15, choices=Ground.choices)
    words = models.CharField(_("toelichting"), max_length=500, blank=True)
    reported_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("melding over een bijdrage")
        verbose_name_plural = _("meldingen over bijdragen")
        ordering = ["contribution", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "reporter"],
                condition=Q(settled_at__isnull=True, reporter__isnull=False),
                name="a_person_reports_a_contribution_once",
                violation_error_message=_("Je meldde deze bijdrage al."),
            ),
            models.CheckConstraint(
                condition=Q(ground__in=Ground.values),
                name="a_report_has_a_known_ground",
                violation_error_message=_("Kies wat er mis is."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_ground_display()


class Hiding(models.Model):
    """A moderator hid a contribution, or refused it; its author can appeal once.

    Another moderator decides, once and with words; who hid it can undo it before that. What is put
    back has ``ended_at``.
    """

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="hidings")
    ground = models.CharField(_("reden"), max_length=15, choices=Ground.choices)
    words = models.CharField(_("uitleg"), max_length=500)
    hidden_at = models.DateTimeField(default=timezone.now)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    appeal = models.CharField(_("bezwaar"), max_length=1000, blank=True)
    appealed_at = models.DateTimeField(null=True, blank=True)
    decision = models.CharField(_("beslissing"), max_length=500, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("verborgen bijdrage")
        verbose_name_plural = _("verborgen bijdragen")
        ordering = ["contribution", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contribution"],
                condition=Q(ended_at__isnull=True),
                name="a_contribution_is_hidden_once",
                violation_error_message=_("Deze bijdrage is al verborgen."),
            ),
            models.CheckConstraint(
                condition=Q(ground__in=Ground.values) & ~Q(words=""),
                name="a_hiding_has_a_ground_and_words",
                violation_error_message=_("Kies een reden en leg ze uit."),
            ),
            models.CheckConstraint(
                condition=Q(appealed_at__isnull=True, appeal="")
                | (Q(appealed_at__isnull=False) & ~Q(appeal="")),
                name="an_appeal_has_words",
                violation_error_message=_("Schrijf waarom je het niet eens bent."),
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decision="")
                | (Q(decided_at__isnull=False, appealed_at__isnull=False) & ~Q(decision="")),
                name="an_appeal_is_decided_with_words",
                violation_error_message=_("Leg je beslissing over het bezwaar uit."),
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | Q(hidden_by__isnull=True)
                | ~Q(decided_by=F("hidden_by")),
                name="an_appeal_is_decided_by_somebody_else",
                violation_error_message=_("Wie verborg, beslist niet over het bezwaar."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_ground_display()
