"""Where a moderator writes, publishes and throws away recommendations of a forum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.entrance import signed_in
from accounts.kept import forget_kept_text, kept_text
from forums import permissions
from forums.domain.deleted import DeletedMeanwhileError
from forums.domain.recommending import (
    FixedError,
    IncompleteError,
    SaidAlreadyError,
    SavedMeanwhileError,
    delete_recommendation,
    missing_to_publish,
    publish_recommendation,
    rewrite_recommendation,
    start_recommendation,
)
from forums.domain.suggesting import suggested_conclusions
from forums.forms.recommending import RecommendationForm
from forums.pages import Forum
from forums.records import Recommendation
from forums.views.answering import asked_page
from forums.views.organised import (
    counted,
    crumbs_of,
    fixed_words,
    organised_or_404,
    recommendation_of,
    recommendation_or_404,
)
from forums.views.recommendations import convergence
from search.contract import FinderQuery
from search.words import split_words
from showcase.domain.fitting import whole_number
from showcase.finding.conclusions import conclusion_finder
from showcase.views.writing.access import user_of
from ui.trail import StationState

#: As many words of a search as the finder takes.
MOST_WORDS = 10


@dataclass(frozen=True)
class Listed:
    """A recommendation in the list of its forum."""

    recommendation: Recommendation
    state: StationState
    word: str
    answers: str


@signed_in
def organise_recommendations(request: HttpRequest, forum: str) -> HttpResponse:
    """The recommendations of a forum, drafts and published."""
    found = organised_or_404(request, forum)
    rows = (
        found.recommendations.select_related("policy_level", "policy_domain")
        .prefetch_related("addressees", "responses")
        .order_by("number")
    )
    context = {
        "crumbs": crumbs_of(found, to_list=False),
        "forum": found,
        "listed": [_listed(row) for row in rows],
    }
    return render(request, "forums/recommending/list.html", context)


def _listed(recommendation: Recommendation) -> Listed:
    if not recommendation.is_published:
        return Listed(recommendation, "open", _("ontwerp"), "")
    answers = ""
    if recommendation.asks_answer:
        given = sum(answer.is_current for answer in recommendation.responses.all())
        count = len(recommendation.addressees.all())
        words = ngettext(
            "gericht aan {count} instelling, {given} beantwoord",
            "gericht aan {count} instellingen, {given} beantwoord",
            count,
        )
        answers = words.format(count=count, given=given)
    return Listed(recommendation, "done", _("gepubliceerd"), answers)


@signed_in
def new_recommendation(request: HttpRequest, forum: str) -> HttpResponse:
    """Begin a recommendation."""
    return _written(request, organised_or_404(request, forum), None)


@signed_in
def organise_recommendation(request: HttpRequest, forum: str, number: int) -> HttpResponse:
    """Write a draft; of what is published, see its words and note its answers."""
    found = organised_or_404(request, forum)
    standing = recommendation_of(found, number)
    typed = request.POST if request.method == "POST" else kept_text(request)
    if typed is not None and (standing is None or _is_another(typed, standing)):
        return _written_anew(request, found)
    if standing is None:
        raise Http404
    if standing.is_published and request.method != "POST":
        form = RecommendationForm(typed, forum=found, standing=standing) if typed else None
        return asked_page(request, standing, crumbs_of(found), typed=form)
    return _written(request, found, standing)


def _written_anew(request: HttpRequest, forum: Forum) -> HttpResponse:
    """What was written of a draft that is gone becomes a new one."""
    words = _("Een andere moderator gooide dit ontwerp weg. Wat je schreef, wordt een nieuw.")
    messages.warning(request, words)
    return _written(request, forum, None)


def _is_another(typed: QueryDict, standing: Recommendation) -> bool:
    """Whether the page was about a draft that is gone, whose number was given anew."""
    return counted(typed, "draft") not in (0, standing.pk)


def _written(request: HttpRequest, forum: Forum, standing: Recommendation | None) -> HttpResponse:
    """The form; a search in it loses nothing of what was typed."""
    looking = request.POST.get("act") == "search"
    adding = whole_number(request.POST.get("add", ""))
    typed = request.POST if request.method == "POST" else kept_text(request)
    data = typed if request.method == "POST" and not (looking or adding) else None
    if adding and typed is not None:
        typed = typed.copy()
        typed.appendlist("based_on", str(adding))
    unsaved = typed if data is None else None
    found = _search(request.POST.get("words", "")) if looking else []
    form = RecommendationForm(data, forum=forum, standing=standing, unsaved=unsaved, found=found)
    seen = standing.times_saved if standing is not None else 0
    shown: dict[str, Any] = {
        "times_saved": counted(typed, "times_saved") if typed is not None else seen,
        # Of a draft that is gone too: its number may be that of another by now.
        "draft": standing.pk if standing is not None else counted(typed or QueryDict(), "draft"),
        "looked_for": request.POST.get("words", "") if looking else "",
        "found": len(found),
    }
    if data is not None and form.is_valid():
        try:
            saved = _save(request, forum, standing, form)
        except DeletedMeanwhileError:
            return _written_anew(request, forum)
        except SaidAlreadyError as refused:
            words = _("Aanbeveling {number} van dit forum zegt dit al.")
            form.add_error("statement", words.format(number=refused.number))
        except FixedError:
            form.add_error(None, fixed_words())
        except SavedMeanwhileError as refused:
            shown |= {"theirs": refused.standing, "times_saved": refused.standing.times_saved}
        else:
            forget_kept_text(request)
            return _saved(request, saved)
    shown |= {"form": form, "forum": forum, "standing": standing, "crumbs": crumbs_of(forum)}
    shown |= _beside(form)
    refused_now = bool(form.is_bound and form.errors) or "theirs" in shown
    status = 409 if "theirs" in shown else 422 if refused_now else 200
    return render(request, "forums/recommending/write.html", shown, status=status)


def _beside(form: RecommendationForm) -> dict[str, Any]:
    """What stands beside the conclusions: how many schools they are from, and similar ones."""
    chosen = form.chosen()
    statement = str(form["statement"].value() or "")[:400]
    return {
        "chosen": chosen,
        "convergence": convergence(chosen) if chosen else "",
        "suggestions": suggested_conclusions(chosen, statement, offered=form.offered()),
    }


def _save(
    request: HttpRequest, forum: Forum, standing: Recommendation | None, form: RecommendationForm
) -> Recommendation:
    if standing is None:
        return start_recommendation(forum, form.wording(), by=user_of(request))
    return rewrite_recommendation(
        standing,
        form.wording(),
        times_saved=counted(request.POST, "times_saved"),
        by=user_of(request),
    )


def _saved(request: HttpRequest, saved: Recommendation) -> HttpResponse:
    if request.POST.get("act") == "publish":
        return redirect("publish_recommendation", saved.forum.slug, saved.number)
    messages.success(request, _("Het ontwerp is bewaard."))
    return redirect("organise_recommendation", saved.forum.slug, saved.number)


@signed_in
def publish(request: HttpRequest, forum: str, number: int) -> HttpResponse:
    """Read a draft as it will stand, and publish it."""
    found = organised_or_404(request, forum)
    standing = recommendation_of(found, number)
    if standing is None or _is_another(request.POST, standing):
        return _thrown_away(request, found)
    here = reverse("organise_recommendation", args=[found.slug, number])
    status = 200
    if request.method == "POST":
        try:
            publish_recommendation(
                standing, times_saved=counted(request.POST, "times_saved"), by=user_of(request)
            )
        except DeletedMeanwhileError:
            return _thrown_away(request, found)
        except (SavedMeanwhileError, IncompleteError) as refusal:
            if isinstance(refusal, SavedMeanwhileError):
                messages.warning(request, _changed_meanwhile())
            return redirect("publish_recommendation", found.slug, number)
        except PermissionDenied:
            standing, status = recommendation_or_404(found, number), 403
        else:
            messages.success(request, _("De aanbeveling is gepubliceerd."))
            return redirect(here)
    if standing.is_published:
        return redirect(here)
    conclusions = list(
        standing.based_on.select_related("project", "institution").order_by("reference")
    )
    context = {
        "crumbs": [*crumbs_of(found), (_("Ontwerp {n}").format(n=number), here)],
        "forum": found,
        "recommendation": standing,
        "conclusions": conclusions,
        "convergence": convergence(conclusions),
        "addressees": list(standing.addressees.order_by("name", "pk")),
        "missing": [
            (f"{here}#{_place_of(one.field)}", one.text) for one in missing_to_publish(standing)
        ],
        "may_publish": permissions.can_publish_recommendation(request.user, standing),
        "here": here,
    }
    return render(request, "forums/recommending/publish.html", context, status=status)


@signed_in
def delete(request: HttpRequest, forum: str, number: int) -> HttpResponse:
    """Throw a draft away."""
    found = organised_or_404(request, forum)
    standing = recommendation_of(found, number)
    if standing is None or _is_another(request.POST, standing):
        return _thrown_away(request, found)
    if request.method == "POST":
        try:
            delete_recommendation(
                standing, times_saved=counted(request.POST, "times_saved"), by=user_of(request)
            )
        except FixedError:
            messages.error(request, fixed_words())
            return redirect("organise_recommendation", found.slug, number)
        except SavedMeanwhileError:
            messages.warning(request, _changed_meanwhile())
            return redirect("delete_recommendation", found.slug, number)
        messages.success(request, _("Het ontwerp is weggegooid."))
        return redirect("organise_recommendations", found.slug)
    if standing.is_published:
        return redirect("organise_recommendation", found.slug, number)
    context = {"forum": found, "recommendation": standing}
    return render(request, "forums/recommending/delete.html", context)


def _changed_meanwhile() -> str:
    return _("Een andere moderator wijzigde dit ontwerp. Lees het opnieuw.")


def _thrown_away(request: HttpRequest, forum: Forum) -> HttpResponse:
    """A button was pressed for a draft that is gone, by a colleague or by a first click."""
    if request.method != "POST":
        raise Http404
    messages.info(request, _("Dit ontwerp is al weggegooid. Er is verder niets gebeurd."))
    return redirect("organise_recommendations", forum.slug)


def _search(text: str) -> list[int]:
    words = tuple(split_words(text[:200])[:MOST_WORDS])
    if not words:
        return []
    finder = conclusion_finder()
    query = FinderQuery(words=words, order=finder.shape.orders[0])
    return [one.pk for one in finder.find(query).page]


def _place_of(field: str) -> str:
    return f"id_{field}" if field not in ("based_on", "addressees") else f"veld-{field}"
