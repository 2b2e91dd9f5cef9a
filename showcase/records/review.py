"""The review: questions to the school, proposals of the moderator, guests of a draft."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.mailed_links import MailedLink
from showcase.enums import ChildKind, ProposalState
from showcase.querysets import (
    AdditionRequestQuerySet,
    CompletionProposalQuerySet,
    DraftGuestQuerySet,
)


class AdditionRequest(models.Model):
    """A moderator asks for something on one field; the school answers it, or not yet.

    Ours, not Wagtail's comments: those do not work on fields of inline children. Verbs:
    `showcase.domain.review`.
    """

    project = models.ForeignKey(
        "showcase.ProjectPage", on_delete=models.CASCADE, related_name="addition_requests"
    )
    child_kind = models.CharField(
        max_length=10, choices=ChildKind.choices, default=ChildKind.PROJECT
    )
    child_uuid = models.UUIDField(null=True, blank=True)
    field = models.CharField(_("veld"), max_length=60)
    words = models.TextField(_("vraag"), max_length=1000)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(_("gevraagd op"), default=timezone.now)
    sent_at = models.DateTimeField(_("verstuurd op"), null=True, blank=True)
    answer = models.TextField(_("antwoord"), max_length=1000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(_("beantwoord op"), null=True, blank=True)

    objects = AdditionRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("vraag om aanvulling")
        verbose_name_plural = _("vragen om aanvulling")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(words=""),
                name="an_addition_request_has_words",
                violation_error_message=_("Zeg wat je nog wilt weten."),
            ),
            models.CheckConstraint(
                condition=Q(child_kind=ChildKind.PROJECT, child_uuid__isnull=True)
                | (~Q(child_kind=ChildKind.PROJECT) & Q(child_uuid__isnull=False)),
                name="an_addition_request_names_its_child",
                violation_error_message=_("Zeg over welk deel van het project de vraag gaat."),
            ),
            models.CheckConstraint(
                condition=~Q(field=""),
                name="an_addition_request_names_its_field",
                violation_error_message=_("Zeg over welk veld de vraag gaat."),
            ),
            models.CheckConstraint(
                condition=Q(child_kind__in=ChildKind.values),
                name="an_addition_request_is_about_a_known_part",
                violation_error_message=_("Zeg over welk deel van het project de vraag gaat."),
            ),
            models.CheckConstraint(
                # Words without a moment are an answer that is still being typed.
                condition=Q(sent_at__isnull=True, answered_at__isnull=True, answer="")
                | Q(sent_at__isnull=False, answered_at__isnull=True)
                | Q(sent_at__isnull=False, answered_at__gte=F("sent_at")),
                name="an_addition_request_is_answered_after_it_was_sent",
                violation_error_message=_("Een vraag krijgt pas een antwoord als ze verstuurd is."),
            ),
        ]

    def __str__(self) -> str:
        return self.words[:80]

    @property
    def is_answered(self) -> bool:
        """Whether the school said it dealt with it."""
        return self.answered_at is not None


class CompletionProposal(models.Model):
    """What a moderator proposes to fill in on a result or conclusion; the school confirms.

    ``values`` maps field names of the draft to values as the draft keeps them (slugs, uuids,
    codes). Verbs: `showcase.domain.completion`.
    """

    project = models.ForeignKey(
        "showcase.ProjectPage", on_delete=models.CASCADE, related_name="completion_proposals"
    )
    child_kind = models.CharField(max_length=10, choices=ChildKind.choices)
    child_uuid = models.UUIDField()
    values = models.JSONField(_("voorstel"))
    state = models.CharField(
        max_length=10, choices=ProposalState.choices, default=ProposalState.PROPOSED
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    proposed_at = models.DateTimeField(default=timezone.now)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    decline_reason = models.CharField(_("waarom niet"), max_length=300, blank=True)

    objects = CompletionProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("voorstel tot aanvulling")
        verbose_name_plural = _("voorstellen tot aanvulling")
        ordering = ["proposed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "child_uuid"],
                condition=Q(state="proposed"),
                name="one_open_proposal_per_child",
                violation_error_message=_("Voor dit deel wacht al een voorstel op de school."),
            ),
            models.CheckConstraint(
                condition=Q(child_kind__in=[ChildKind.RESULT, ChildKind.CONCLUSION]),
                name="a_proposal_completes_a_result_or_conclusion",
                violation_error_message=_("Vul een resultaat of een beleidsconclusie aan."),
            ),
            models.CheckConstraint(
                condition=Q(state=ProposalState.PROPOSED, settled_at__isnull=True)
                | Q(
                    state__in=[s for s in ProposalState.values if s != ProposalState.PROPOSED],
                    settled_at__isnull=False,
                    settled_at__gte=F("proposed_at"),
                ),
                name="a_settled_proposal_says_when",
                violation_error_message=_("Een afgehandeld voorstel zegt wanneer dat gebeurde."),
            ),
            models.CheckConstraint(
                condition=Q(decline_reason="") | Q(state=ProposalState.DECLINED),
                name="a_reason_to_decline_goes_with_a_declined_proposal",
                violation_error_message=_(
                    "Alleen een voorstel dat je niet overneemt, krijgt een reden."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child_kind} {self.child_uuid}"


class DraftGuest(MailedLink):
    """A pedagogical adviser (begeleider) whom a school invited to a draft.

    Reads and helps to write this one project; does not hand it in.
    """

    project = models.ForeignKey(
        "showcase.ProjectPage", on_delete=models.CASCADE, related_name="guests"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="draft_guesthoods",
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    invited_at = models.DateTimeField(default=timezone.now)
    accepted_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = DraftGuestQuerySet.as_manager()

    class Meta:
        verbose_name = _("begeleider bij een ontwerp")
        verbose_name_plural = _("begeleiders bij ontwerpen")
        ordering = ["invited_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "email"],
                condition=Q(ended_at__isnull=True),
                name="a_guest_is_invited_once_to_a_draft",
                violation_error_message=_("Deze begeleider is al uitgenodigd."),
            ),
            models.CheckConstraint(
                condition=~Q(email=""),
                name="a_guest_has_an_address",
                violation_error_message=_("Vul een e-mailadres in."),
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, user__isnull=True)
                | Q(accepted_at__isnull=False, user__isnull=False),
                name="a_guest_who_accepted_has_an_account",
                violation_error_message=_("Wie een uitnodiging aanvaardt, heeft een account."),
            ),
            models.CheckConstraint(
                condition=Q(ended_at__gte=F("invited_at")),
                name="a_guest_leaves_after_being_invited",
                violation_error_message=_("Een begeleider vertrekt niet voor de uitnodiging."),
            ),
        ]

    def __str__(self) -> str:
        return self.email


class SelfEvaluationAnswer(models.Model):
    """A school's private answer to a question of the self-evaluation guide (kijkwijzer).

    Visible to the school alone; in no export and no statistic.
    """

    project = models.ForeignKey(
        "showcase.ProjectPage", on_delete=models.CASCADE, related_name="self_evaluation"
    )
    question = models.CharField(max_length=60)
    what_we_see = models.TextField(_("wat zien we"), max_length=2000, blank=True)
    what_we_ask = models.TextField(_("wat vragen we ons af"), max_length=2000, blank=True)
    what_we_change = models.TextField(_("wat doen we anders"), max_length=2000, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("antwoord in de kijkwijzer")
        verbose_name_plural = _("antwoorden in de kijkwijzer")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "question"], name="one_answer_per_question_of_a_project"
            ),
            models.CheckConstraint(
                condition=~Q(question=""),
                name="a_self_evaluation_answer_has_a_question",
                violation_error_message=_("Zeg op welke vraag dit antwoordt."),
            ),
        ]

    def __str__(self) -> str:
        return self.question
