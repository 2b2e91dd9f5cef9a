"""Where a moderator notes what institutions answered to a published recommendation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.asking import asking_once
from accounts.entrance import signed_in
from accounts.kept import forget_kept_text, kept_text
from forums import permissions
from forums.domain.answering import (
    AnsweredMeanwhileError,
    answerers_of,
    can_be_asked,
    record_response,
)
from forums.domain.outcome_notices import who_hears
from forums.enums import Position
from forums.forms.answering import AnswerForm
from forums.forms.recommending import RecommendationForm
from forums.records import PolicyResponse, Recommendation
from forums.trail import STATE_OF
from forums.views.organised import (
    counted,
    crumbs_of,
    fixed_words,
    mailed_words,
    organised_or_404,
    recommendation_or_404,
)
from institutions.records import Institution
from showcase.views.writing.access import user_of
from ui.trail import StationState


@dataclass(frozen=True)
class Asked:
    """An institution whose answer can be noted, and what it answered so far."""

    institution: Institution
    answer: PolicyResponse | None
    may_record: bool

    @property
    def state(self) -> StationState:
        """How its answer is drawn."""
        return STATE_OF[Position(self.answer.position)] if self.answer else "open"


def asked_page(
    request: HttpRequest,
    recommendation: Recommendation,
    crumbs: Sequence[tuple[str, str]],
    *,
    refused: Institution | None = None,
    typed: RecommendationForm | None = None,
) -> HttpResponse:
    """A published recommendation, for who organises: its words stay, its answers are noted.

    ``refused`` is whose answer a colleague is to note; ``typed`` has what was written on it while
    it was a draft, to copy.
    """
    answers = {one.institution_id: one for one in recommendation.responses.current()}
    listed = answerers_of(recommendation) if can_be_asked(recommendation) else []
    with asking_once():
        asked = [
            Asked(
                institution,
                answers.get(institution.pk),
                permissions.can_record_response(request.user, institution),
            )
            for institution in listed
        ]
    context = {
        "crumbs": crumbs,
        "forum": recommendation.forum,
        "recommendation": recommendation,
        "fixed": fixed_words(),
        "asked": asked,
        "refused": refused,
        "typed": typed,
    }
    status = 403 if refused is not None else 200
    return render(request, "forums/recommending/published.html", context, status=status)


@signed_in
def record(request: HttpRequest, forum: str, number: int, institution: int) -> HttpResponse:
    """Note the answer of one institution, or correct it by a new version."""
    found = organised_or_404(request, forum)
    recommendation = recommendation_or_404(found, number)
    answers = answerers_of(recommendation) if can_be_asked(recommendation) else None
    who = answers.filter(pk=institution).first() if answers is not None else None
    if who is None:
        raise Http404
    if not permissions.can_record_response(request.user, who):
        return asked_page(request, recommendation, crumbs_of(found), refused=who)
    answered = recommendation.responses.current().filter(institution=who)
    standing = answered.select_related("forwarded_to", "stakeholder_group").first()
    data = request.POST if request.method == "POST" else None
    unsaved = kept_text(request) if data is None else None
    form = AnswerForm(
        data, recommendation=recommendation, institution=who, standing=standing, unsaved=unsaved
    )
    typed = data if data is not None else unsaved
    seen = standing.version if standing is not None else 0
    after = counted(typed, "after") if typed is not None else seen
    theirs = None
    by = user_of(request)
    hear = len(who_hears(found, (), by=by))
    if data is not None and form.is_valid():
        try:
            noted = record_response(recommendation, who, form.given(), after=after, by=by)
        except AnsweredMeanwhileError as refused:
            theirs, after = refused.standing, refused.standing.version
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            forget_kept_text(request)
            words = _("Het antwoord is genoteerd.")
            is_told = hear and (standing is None or standing.position != noted.position)
            messages.success(request, f"{words} {mailed_words(hear)}" if is_told else words)
            return redirect("organise_recommendation", found.slug, number)
    context = {
        "crumbs": [
            *crumbs_of(found),
            (
                _("Aanbeveling {n}").format(n=number),
                reverse("organise_recommendation", args=[found.slug, number]),
            ),
        ],
        "forum": found,
        "recommendation": recommendation,
        "institution": who,
        "standing": standing,
        "theirs": theirs,
        "after": after,
        "form": form,
        "hear": hear,
    }
    status = 409 if theirs else 422 if form.is_bound else 200
    return render(request, "forums/recommending/answer.html", context, status=status)
