"""What schools propose to lay before a forum, and what organisers decide about it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from forums.enums import DECISIONS, UNDECIDED_STATES, ProposalState
from forums.querysets import ProposalQuerySet


class Proposal(models.Model):
    """A school offers one or more of its published conclusions for a forum, or is asked to.

    What organisers prepare (``prepared``, ``prepared_reason``) stands beside the state: only they
    see it, until all that is prepared is sent together. Verbs: `forums.domain.proposing` for the
    school, `forums.domain.deciding` for organisers.
    """

    forum = models.ForeignKey("forums.Forum", on_delete=models.PROTECT, related_name="proposals")
    institution = models.ForeignKey(
        "institutions.Institution",
        verbose_name=_("school"),
        on_delete=models.PROTECT,
        related_name="proposals",
    )
    conclusions = models.ManyToManyField(
        "showcase.PolicyConclusion",
        through="forums.ProposedConclusion",
        verbose_name=_("beleidsconclusies"),
        related_name="proposals",
    )
    motivation = models.TextField(_("waarom"), max_length=1000, blank=True)
    state = models.CharField(_("toestand"), max_length=10, choices=ProposalState.choices)
    reason = models.CharField(_("waarom niet"), max_length=500, blank=True)
    prepared = models.CharField(_("voorbereide beslissing"), max_length=10, blank=True)
    prepared_reason = models.CharField(_("voorbereide reden"), max_length=500, blank=True)
    invited_at = models.DateTimeField(_("gevraagd op"), null=True, blank=True)
    offered_at = models.DateTimeField(_("voorgesteld op"), null=True, blank=True)
    decided_at = models.DateTimeField(_("beslist op"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("ingetrokken op"), null=True, blank=True)
    kept_at = models.DateTimeField(
        _("toch op de agenda gelaten op"), null=True, blank=True, editable=False
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("voorstel")
        verbose_name_plural = _("voorstellen")
        ordering = ["forum", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ProposalState.values),
                name="a_proposal_has_a_known_state",
                violation_error_message=_("Een voorstel is in een bekende toestand."),
            ),
            models.CheckConstraint(
                condition=Q(invited_at__isnull=False) | Q(offered_at__isnull=False),
                name="a_proposal_was_asked_or_offered",
                violation_error_message=_("Een voorstel is gevraagd of gedaan."),
            ),
            models.CheckConstraint(
                condition=Q(state=ProposalState.INVITED, offered_at__isnull=True)
                | Q(state=ProposalState.WITHDRAWN)
                | (
                    ~Q(state__in=[ProposalState.INVITED, ProposalState.WITHDRAWN])
                    & Q(offered_at__isnull=False)
                ),
                name="what_a_school_offered_says_since_when",
                violation_error_message=_("Een voorstel zegt sinds wanneer het er is."),
            ),
            models.CheckConstraint(
                condition=Q(offered_at__isnull=True) | ~Q(motivation=""),
                name="what_a_school_offers_has_a_motivation",
                violation_error_message=_("Zeg waarom dit in het forum thuishoort."),
            ),
            models.CheckConstraint(
                condition=Q(state=ProposalState.WITHDRAWN)
                | Q(state__in=DECISIONS, decided_at__isnull=False)
                | (~Q(state__in=DECISIONS) & Q(decided_at__isnull=True)),
                name="a_decided_proposal_says_when",
                violation_error_message=_("Zeg wanneer er beslist is."),
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True)
                | Q(offered_at__isnull=False, decided_at__gte=F("offered_at")),
                name="a_proposal_is_decided_after_it_is_offered",
                violation_error_message=_("Er wordt pas beslist over wat voorgesteld is."),
            ),
            models.CheckConstraint(
                condition=Q(state=ProposalState.DECLINED) & ~Q(reason="")
                | ~Q(state=ProposalState.DECLINED) & Q(reason=""),
                name="a_declined_proposal_has_a_reason",
                violation_error_message=_("Zeg waarom het voorstel niet doorgaat."),
            ),
            models.CheckConstraint(
                condition=Q(prepared="", prepared_reason="")
                | Q(
                    prepared__in=[ProposalState.ACCEPTED, ProposalState.ON_HOLD],
                    prepared_reason="",
                )
                | (Q(prepared=ProposalState.DECLINED) & ~Q(prepared_reason="")),
                name="a_prepared_refusal_has_a_reason",
                violation_error_message=_("Zeg waarom het voorstel niet doorgaat."),
            ),
            models.CheckConstraint(
                condition=Q(prepared="") | Q(state__in=UNDECIDED_STATES),
                name="only_what_is_undecided_is_prepared",
                violation_error_message=_("Over dit voorstel is al beslist."),
            ),
            models.CheckConstraint(
                condition=Q(state=ProposalState.WITHDRAWN, withdrawn_at__isnull=False)
                | (~Q(state=ProposalState.WITHDRAWN) & Q(withdrawn_at__isnull=True)),
                name="a_withdrawn_proposal_says_when",
                violation_error_message=_("Zeg wanneer het voorstel is ingetrokken."),
            ),
            models.CheckConstraint(
                condition=Q(kept_at__isnull=True) | Q(state=ProposalState.WITHDRAWN),
                name="only_what_is_withdrawn_is_kept_all_the_same",
                violation_error_message=_("Dit voorstel is niet ingetrokken."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution} · {self.forum}"

    def get_absolute_url(self) -> str:
        """``/mijn/voorstellen/<key>/``, for the school."""
        return reverse("my_proposal", args=[self.pk])

    @property
    def is_undecided(self) -> bool:
        """Whether organisers can still decide."""
        return self.state in UNDECIDED_STATES

    @property
    def was_turned_down(self) -> bool:
        """Whether the school was asked, and said no."""
        return self.state == ProposalState.WITHDRAWN and self.offered_at is None


class ProposedConclusion(models.Model):
    """A conclusion in a proposal. Its forum and whether it lives stand here too, so that the
    database itself refuses a second living proposal of it in one forum."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="proposed")
    forum = models.ForeignKey("forums.Forum", on_delete=models.PROTECT, related_name="+")
    conclusion = models.ForeignKey(
        "showcase.PolicyConclusion", on_delete=models.PROTECT, related_name="+"
    )
    is_living = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("voorgestelde conclusie")
        verbose_name_plural = _("voorgestelde conclusies")
        ordering = ["proposal", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "conclusion"],
                name="a_proposal_has_a_conclusion_once",
                violation_error_message=_("Deze conclusie staat al in het voorstel."),
            ),
            models.UniqueConstraint(
                fields=["forum", "conclusion"],
                condition=Q(is_living=True),
                name="one_living_proposal_per_conclusion_and_forum",
                violation_error_message=_("Deze conclusie is al voorgesteld voor dit forum."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.conclusion)
