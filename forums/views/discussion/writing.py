"""Writing a contribution or a reply, and rewriting it for half an hour. No text is lost."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.entrance import signed_in
from accounts.kept import forget_kept_text, kept_text
from forums import permissions
from forums.domain.discussing import (
    DiscussionClosedError,
    RewrittenMeanwhileError,
    TooManyContributionsError,
    contribute,
    discussed_in,
    mandates_for,
    rewrite_contribution,
)
from forums.enums import ContributionState
from forums.forms.discussing import ContributionForm
from forums.pages import Forum
from forums.records import Contribution
from forums.views.discussion import access
from forums.views.finding import forum_or_404
from institutions.permissions import institutions_of
from showcase.domain.fitting import whole_number
from showcase.views.writing.access import user_of


@signed_in
def write(request: HttpRequest, forum: str) -> HttpResponse:
    """Say something to the forum, about a conclusion, or in reply (``?antwoord=``)."""
    found = forum_or_404(request, forum)
    parent = _parent(request, found)
    refused = access.closed_words(found) or _not_yours(request, found)
    conclusions = None if parent else discussed_in(found)
    form = ContributionForm(
        request.POST or kept_text(request),
        mandates=mandates_for(user_of(request), found),
        conclusions=conclusions,
    )
    if request.method != "POST" or refused or not form.is_valid():
        return _page(request, found, form, parent=parent, refused=refused)
    try:
        made = contribute(found, by=user_of(request), parent=parent, **form.cleaned_data)
    except DiscussionClosedError:
        return _page(request, found, form, parent=parent, refused=access.closed_words(found))
    except PermissionDenied:
        return _page(request, found, form, parent=parent, refused=_no_longer())
    except TooManyContributionsError:
        words = _("Je schreef het voorbije uur veel bijdragen. Wacht even en verstuur dan opnieuw.")
        form.add_error(None, words)
    except ValidationError as refusal:
        form.add_error(None, " ".join(refusal.messages))
    else:
        forget_kept_text(request)
        messages.success(request, _said(made))
        return redirect(made.get_absolute_url())
    return _page(request, found, form, parent=parent, refused="")


@signed_in
def rewrite(request: HttpRequest, forum: str, key: int) -> HttpResponse:
    """Rewrite one's own contribution."""
    contribution = access.contribution_or_404(request, forum, key)
    if not permissions.is_author(request.user, contribution):
        raise PermissionDenied
    found = contribution.forum
    refused = "" if permissions.can_rewrite(request.user, contribution) else _too_late()
    initial = {"text": contribution.text, "shows_name": contribution.shows_name}
    form = ContributionForm(request.POST or kept_text(request), initial=initial)
    version = contribution.version
    if request.method == "POST" and not refused and form.is_valid():
        version = whole_number(request.POST.get("version", ""))
        try:
            rewrite_contribution(
                contribution, by=user_of(request), version=version, **form.cleaned_data
            )
        except (DiscussionClosedError, PermissionDenied):
            refused = _too_late()
        except RewrittenMeanwhileError:
            version = Contribution.objects.get(pk=contribution.pk).version
            words = _("Je wijzigde deze bijdrage intussen in een ander venster. Verstuur nog eens.")
            form.add_error(None, words)
        else:
            forget_kept_text(request)
            messages.success(request, _("Je bijdrage is gewijzigd."))
            return redirect(contribution.get_absolute_url())
    known = {"contribution": contribution, "version": version}
    return _page(request, found, form, refused=refused, **known)


def _page(
    request: HttpRequest, forum: Forum, form: ContributionForm, *, refused: str, **more: Any
) -> HttpResponse:
    context = {
        "crumbs": access.crumbs_of(forum),
        "forum": forum,
        "form": form,
        "refused": refused,
        "typed": form.data.get("text", "") if form.is_bound and refused else "",
        **more,
    }
    status = (409 if refused else 422) if request.method == "POST" else 200
    return render(request, "forums/discussion/write.html", context, status=status)


def _parent(request: HttpRequest, forum: Forum) -> Contribution | None:
    """The contribution that is replied to; what is hidden meanwhile is still named."""
    key = whole_number(request.GET.get("antwoord", ""))
    if not key:
        return None
    rows = Contribution.objects.select_related("mandate__institution", "conclusion")
    seen = rows.filter(forum=forum, published_at__isnull=False, parent__isnull=True)
    found: Contribution | None = seen.filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def _not_yours(request: HttpRequest, forum: Forum) -> str:
    """Why this person takes no part, or nothing."""
    if not permissions.is_admitted(request.user, forum):
        return _no_longer()
    if not institutions_of(request.user):
        return _("Wie bijdraagt, spreekt namens een instelling. Je account doet dat nog niet.")
    return ""


def _no_longer() -> str:
    return _("Alleen leden dragen bij aan dit forum. Vraag de organisatoren om lid te worden.")


def _too_late() -> str:
    return _("Wijzigen kan een half uur lang, zolang het overleg loopt en de bijdrage er staat.")


def _said(made: Contribution) -> str:
    if made.state == ContributionState.PUBLISHED:
        return _("Je bijdrage staat online. Je kunt ze nog een half uur wijzigen.")
    return _("Dank je. Een moderator leest je bijdrage eerst. Je krijgt een mail als ze er staat.")
