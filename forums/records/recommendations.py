"""What a forum recommends, and what policy answers."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forums.enums import DEMANDED_BY, Position, SpeaksFor
from forums.querysets import RecommendationQuerySet, ResponseQuerySet
from vocabularies.enums import Scheme


class Recommendation(models.Model):
    """What the participants of a forum conclude from policy conclusions that point one way.

    It speaks for the participants, never for the organisers, and shows who disagreed. Written and
    published by `forums.domain.recommending`; a draft has a statement and may lack the rest, what
    is published is whole and stays as it is.
    """

    forum = models.ForeignKey(
        "forums.Forum", on_delete=models.PROTECT, related_name="recommendations"
    )
    number = models.PositiveSmallIntegerField(_("nummer"))
    statement = models.CharField(_("aanbeveling"), max_length=400)
    based_on = models.ManyToManyField(
        "showcase.PolicyConclusion",
        verbose_name=_("steunt op"),
        related_name="recommendations",
    )
    counter_findings = models.TextField(_("wat er tegen spreekt"), max_length=1500, blank=True)
    dissent = models.TextField(_("wie het anders ziet"), max_length=1500, blank=True)
    policy_level = models.ForeignKey(
        "vocabularies.Term",
        verbose_name=_("beleidsniveau"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    policy_domain = models.ForeignKey(
        "vocabularies.Term",
        verbose_name=_("beleidsdomein"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    addressees = models.ManyToManyField(
        "institutions.Institution",
        verbose_name=_("gericht aan"),
        related_name="recommendations_received",
        blank=True,
    )
    published_on = models.DateField(_("gepubliceerd op"), null=True, blank=True)
    times_saved = models.PositiveIntegerField(_("keren bewaard"), default=1, editable=False)

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        verbose_name = _("aanbeveling")
        verbose_name_plural = _("aanbevelingen")
        ordering = ["forum", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["forum", "number"],
                name="a_forum_numbers_its_recommendations",
                violation_error_message=_("Dit forum heeft al een aanbeveling met dit nummer."),
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="recommendations_are_numbered_from_one",
                violation_error_message=_("Aanbevelingen zijn genummerd vanaf 1."),
            ),
            models.CheckConstraint(
                condition=~Q(statement=""),
                name="a_recommendation_says_something",
                violation_error_message=_("Schrijf wat de deelnemers aanbevelen."),
            ),
            models.CheckConstraint(
                condition=Q(published_on__isnull=True)
                | Q(policy_level__isnull=False, policy_domain__isnull=False),
                name="a_published_recommendation_has_level_and_domain",
                violation_error_message=_("Kies een beleidsniveau en een beleidsdomein."),
            ),
        ]

    def __str__(self) -> str:
        return self.statement

    def get_absolute_url(self) -> str:
        """``/forums/<forum>/aanbevelingen/<number>/``; the forum comes fetched."""
        return reverse("recommendation", args=[self.forum.slug, self.number])

    @property
    def is_published(self) -> bool:
        """Whether it is out, and its words are fixed."""
        return self.published_on is not None

    @property
    def asks_answer(self) -> bool:
        """Whether policy is to answer: not what schools, boards or communities apply themselves."""
        return self.policy_level is not None and bool(self.policy_level.extra.get("asks_answer"))

    @property
    def subjects(self) -> tuple[str, ...]:
        """Its policy domain and level in words, as far as they are chosen."""
        return tuple(term.label for term in (self.policy_domain, self.policy_level) if term)


def _demanding(field: str) -> Q:
    return Q(position__in=sorted(position.value for position in DEMANDED_BY[field]))


class PolicyResponse(models.Model):
    """The answer of one institution to one recommendation. A correction is a new version.

    What a position demands, the database holds: what and when, a date, a reason, a document, or
    who is competent instead (vocabulary ``response_positions``). Recorded by
    `forums.domain.answering.record_response`.
    """

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="responses"
    )
    institution = models.ForeignKey(
        "institutions.Institution", on_delete=models.PROTECT, related_name="policy_responses"
    )
    version = models.PositiveSmallIntegerField(_("versie"), default=1)
    is_current = models.BooleanField(_("geldt nu"), default=True)
    speaks_for = models.CharField(_("spreekt namens"), max_length=15, choices=SpeaksFor.choices)
    stakeholder_group = models.ForeignKey(
        "vocabularies.Term",
        verbose_name=_("groep belanghebbenden"),
        limit_choices_to={"scheme": Scheme.STAKEHOLDER_GROUPS.value},
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    position = models.CharField(_("standpunt"), max_length=20, choices=Position.choices)
    text = models.TextField(_("antwoord"), max_length=4000)
    answered_on = models.DateField(_("geantwoord op"))
    what = models.CharField(_("wat wordt opgenomen"), max_length=300, blank=True)
    due_on = models.DateField(_("tegen wanneer"), null=True, blank=True)
    reason = models.TextField(_("reden"), max_length=1500, blank=True)
    document = models.URLField(_("document"), max_length=500, blank=True)
    forwarded_to = models.ForeignKey(
        "institutions.Institution",
        verbose_name=_("doorgegeven aan"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    recorded_at = models.DateTimeField(_("genoteerd op"), default=timezone.now, editable=False)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        verbose_name = _("beleidsreactie")
        verbose_name_plural = _("beleidsreacties")
        ordering = ["recommendation", "answered_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "institution", "version"],
                name="one_answer_per_version",
            ),
            models.UniqueConstraint(
                fields=["recommendation", "institution"],
                condition=Q(is_current=True),
                name="one_current_answer_per_institution",
                violation_error_message=_(
                    "Deze instelling antwoordde al. Een verbetering is een nieuwe versie."
                ),
            ),
            models.CheckConstraint(
                condition=Q(position__in=Position.values),
                name="an_answer_has_a_known_position",
                violation_error_message=_("Kies een standpunt uit de lijst."),
            ),
            models.CheckConstraint(
                condition=Q(speaks_for__in=SpeaksFor.values),
                name="an_answer_speaks_for_somebody",
                violation_error_message=_("Zeg namens wie de instelling antwoordt."),
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="an_answer_has_words",
                violation_error_message=_("Schrijf wat de instelling antwoordt."),
            ),
            models.CheckConstraint(
                condition=~_demanding("what") | ~Q(what=""),
                name="taking_up_says_what",
                violation_error_message=_("Zeg wat wordt opgenomen."),
            ),
            models.CheckConstraint(
                condition=~_demanding("due_on") | Q(due_on__isnull=False),
                name="taking_up_or_studying_has_a_date",
                violation_error_message=_("Zeg tegen wanneer."),
            ),
            models.CheckConstraint(
                condition=~_demanding("reason") | ~Q(reason=""),
                name="not_taking_up_has_a_reason",
                violation_error_message=_("Zeg waarom dit niet of maar deels wordt opgenomen."),
            ),
            models.CheckConstraint(
                condition=~_demanding("document") | ~Q(document=""),
                name="what_exists_already_is_shown",
                violation_error_message=_("Geef het document waarin dit al staat."),
            ),
            models.CheckConstraint(
                condition=~_demanding("forwarded_to") | Q(forwarded_to__isnull=False),
                name="what_is_passed_on_names_to_whom",
                violation_error_message=_("Zeg aan wie de vraag is doorgegeven."),
            ),
            models.CheckConstraint(
                condition=Q(forwarded_to__isnull=True) | ~Q(forwarded_to=F("institution")),
                name="an_answer_is_passed_on_to_somebody_else",
                violation_error_message=_("Kies een andere instelling dan die antwoordt."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution_id}: {self.position}"
