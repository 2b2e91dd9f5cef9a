"""Consultation forums."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalManyToManyField
from wagtail.models import Page, PageManager

from forums.domain.indexing import index_forums
from forums.domain.phases import phase_of
from forums.enums import PUBLIC_ACCESS, Access, Influence, Phase
from forums.pages.permission_tester import ForumPermissionTester
from forums.querysets import ForumQuerySet
from forums.records import ForumLevel, ForumTheme
from vocabularies.enums import Scheme


class ForumsIndexPage(Page):
    """The folder of all forums. Its page is `forums.views.forums.forums`."""

    parent_page_types = ["sitepages.HomePage"]
    subpage_types = ["forums.Forum"]
    max_count = 1

    class Meta:
        verbose_name = _("overlegfora")

    def permissions_for_user(self, user: Any) -> ForumPermissionTester:
        """Wagtail's permissions, less all that its own form would break."""
        return ForumPermissionTester(user, self)


class Forum(Page):
    """One question that schools, policymakers and stakeholders talk about for some months.

    Its title is short; its ``question`` is the whole sentence. Its phase follows from its dates
    (`forums.domain.phases.phase_of`). It is a draft until `forums.domain.organising.open_forum`.
    Then its promise box is filled: which decision it feeds, how far it weighs, who promised to
    answer within how many days or that nobody did, and how participants hear of it. Without a
    promise no answer is ever late. From the day it is open the promise changes by a correction
    alone, with a reason that everybody reads (`forums.domain.correcting_promises`). It
    ``stays_public`` once everybody could read its report or a recommendation of it.
    """

    question = models.CharField(_("vraag"), max_length=300)
    background = models.TextField(_("achtergrond"), max_length=3000, blank=True)
    organisers = ParentalManyToManyField(
        "institutions.Institution", related_name="forums_organised", verbose_name=_("organisatoren")
    )
    themes = ClusterTaggableManager(
        through=ForumTheme, blank=True, verbose_name=_("thema’s"), related_name="forums"
    )
    levels = ClusterTaggableManager(
        through=ForumLevel,
        blank=True,
        verbose_name=_("onderwijsniveaus"),
        related_name="forums",
    )
    policy_levels = ParentalManyToManyField(
        "vocabularies.Term",
        blank=True,
        related_name="+",
        limit_choices_to={"scheme": Scheme.POLICY_LEVELS.value},
        verbose_name=_("beleidsniveaus"),
    )
    policy_domains = ParentalManyToManyField(
        "vocabularies.Term",
        blank=True,
        related_name="+",
        limit_choices_to={"scheme": Scheme.POLICY_DOMAINS.value},
        verbose_name=_("beleidsdomeinen"),
    )
    stakeholders = ParentalManyToManyField(
        "vocabularies.Term",
        blank=True,
        related_name="+",
        limit_choices_to={"scheme": Scheme.STAKEHOLDER_GROUPS.value},
        verbose_name=_("wie is uitgenodigd"),
    )
    brings = models.JSONField(_("wat elke groep inbrengt"), default=dict, blank=True)
    access = models.CharField(
        _("toegang"), max_length=20, choices=Access.choices, default=Access.PUBLIC
    )
    stays_public = models.BooleanField(_("blijft openbaar"), default=False, editable=False)
    is_example = models.BooleanField(_("voorbeeld"), default=False, editable=False)

    call_opens_on = models.DateField(_("oproep van"), null=True, blank=True)
    call_closes_on = models.DateField(_("oproep tot en met"), null=True, blank=True)
    starts_on = models.DateField(_("overleg van"))
    ends_on = models.DateField(_("overleg tot en met"))
    followed_until = models.DateField(_("opgevolgd tot en met"), null=True, blank=True)
    opened_on = models.DateField(_("geopend op"), null=True, blank=True, editable=False)

    feeds = models.CharField(_("bereidt mee voor"), max_length=300, blank=True)
    influence = models.CharField(
        _("hoe zwaar het weegt"), max_length=15, choices=Influence.choices, blank=True
    )
    promised_by = ParentalManyToManyField(
        "institutions.Institution",
        blank=True,
        related_name="answers_promised",
        verbose_name=_("wie antwoordt"),
    )
    nobody_promised = models.BooleanField(_("niemand zegde een antwoord toe"), default=False)
    answer_term_days = models.PositiveSmallIntegerField(_("binnen … dagen"), null=True, blank=True)
    hears_how = models.CharField(_("hoe deelnemers het horen"), max_length=300, blank=True)
    promise_corrected_on = models.DateField(
        _("toezegging verbeterd op"), null=True, blank=True, editable=False
    )

    minutes_grow = models.BooleanField(_("lezers zien het verslag groeien"), default=False)
    correction_days = models.PositiveSmallIntegerField(
        _("dagen voor opmerkingen bij een verslag"), default=7
    )

    report = models.TextField(_("verslag van het forum"), max_length=20000, blank=True)
    report_en = models.TextField(_("samenvatting in het Engels"), max_length=3000, blank=True)
    reported_on = models.DateField(_("verslag gepubliceerd op"), null=True, blank=True)

    objects = PageManager.from_queryset(ForumQuerySet)()

    parent_page_types = ["forums.ForumsIndexPage"]
    subpage_types: list[str] = []
    is_creatable = False

    class Meta:
        verbose_name = _("overlegforum")
        verbose_name_plural = _("overlegfora")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="a_forum_ends_after_it_starts",
                violation_error_message=_("Een forum eindigt niet voor het begint."),
            ),
            models.CheckConstraint(
                condition=Q(call_opens_on__isnull=True, call_closes_on__isnull=True)
                | Q(
                    call_opens_on__isnull=False,
                    call_closes_on__isnull=False,
                    call_closes_on__gte=F("call_opens_on"),
                ),
                name="a_call_closes_after_it_opens",
                violation_error_message=_("Een oproep heeft een begin en een einde, in die orde."),
            ),
            models.CheckConstraint(
                condition=Q(call_closes_on__isnull=True) | Q(call_closes_on__lte=F("ends_on")),
                name="a_call_closes_before_its_forum_ends",
                violation_error_message=_("De oproep eindigt ten laatste met het forum."),
            ),
            models.CheckConstraint(
                condition=Q(followed_until__isnull=True) | Q(followed_until__gte=F("ends_on")),
                name="a_forum_is_followed_until_after_its_end",
                violation_error_message=_("De opvolging eindigt na het forum."),
            ),
            models.CheckConstraint(
                condition=Q(reported_on__isnull=True) | ~Q(report=""),
                name="a_published_report_has_a_text",
                violation_error_message=_("Schrijf het verslag voor je het publiceert."),
            ),
            models.CheckConstraint(
                condition=Q(access__in=Access.values),
                name="a_forum_has_a_known_access",
                violation_error_message=_("Kies wie leest en wie meedoet."),
            ),
            models.CheckConstraint(
                condition=Q(stays_public=False)
                | Q(access__in=sorted(one.value for one in PUBLIC_ACCESS)),
                name="what_was_published_for_all_stays_readable",
                violation_error_message=_(
                    "Wat voor iedereen gepubliceerd is, blijft voor iedereen leesbaar."
                ),
            ),
            models.CheckConstraint(
                condition=Q(influence__in=["", *Influence.values]),
                name="a_forum_has_a_known_influence",
                violation_error_message=_("Kies hoe zwaar het overleg weegt."),
            ),
            models.CheckConstraint(
                condition=Q(answer_term_days__isnull=True)
                | Q(answer_term_days__gte=1, answer_term_days__lte=730),
                name="an_answer_takes_a_day_to_two_years",
                violation_error_message=_("Een termijn telt 1 tot 730 dagen."),
            ),
            models.CheckConstraint(
                condition=Q(correction_days__gte=1, correction_days__lte=60),
                name="minutes_are_corrected_within_two_months",
                violation_error_message=_("Opmerkingen kunnen 1 tot 60 dagen."),
            ),
            models.CheckConstraint(
                condition=Q(nobody_promised=False) | Q(answer_term_days__isnull=True),
                name="who_promises_nothing_has_no_term",
                violation_error_message=_("Niemand zegde iets toe: dan is er ook geen termijn."),
            ),
            models.CheckConstraint(
                condition=Q(opened_on__isnull=True)
                | (
                    ~Q(feeds="")
                    & ~Q(influence="")
                    & ~Q(hears_how="")
                    & (Q(nobody_promised=True) | Q(answer_term_days__isnull=False))
                ),
                name="an_open_forum_says_what_it_promises",
                violation_error_message=_("Vul de toezegging in voor je het forum opent."),
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row; the search index follows in the same transaction."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            if kwargs.get("update_fields") is None:
                index_forums([self.pk])

    @property
    def phase(self) -> Phase:
        """Where the forum is today."""
        return phase_of(self)

    def get_absolute_url(self) -> str:
        """``/forums/<forum>/``."""
        return reverse("forum", args=[self.slug])

    def permissions_for_user(self, user: Any) -> ForumPermissionTester:
        """Wagtail's permissions, less all that its own form would break."""
        return ForumPermissionTester(user, self)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Never asked: `forums.urls` answers before Wagtail's tree."""
        raise NotImplementedError
