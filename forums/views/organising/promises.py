"""Where an organiser corrects the promise of an open forum."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.kept import forget_kept_text, kept_text
from forums import permissions
from forums.domain.correcting_promises import correct_promise
from forums.domain.opening import NotReadyToOpenError
from forums.domain.organising import PROMISED, ForumConflictError, values_of
from forums.forms.promises import PromiseCorrectionForm
from forums.pages import Forum
from forums.views.finding import forum_or_404
from forums.views.organising.access import crumbs_to, organisers_only
from forums.views.organising.conflicts import differences
from showcase.domain.fitting import version_seen
from showcase.views.writing.access import user_of


@organisers_only
def correct(request: HttpRequest, forum: str) -> HttpResponse:
    """Correct it with a reason; the promise of a draft is written with the rest of it."""
    found = forum_or_404(request, forum)
    if not found.live:
        return redirect("edit_forum", found.slug)
    now = {name: value for name, value in values_of(found).items() if name in PROMISED}
    typed = request.POST or kept_text(request)
    form = PromiseCorrectionForm(typed, initial=now, standing=found)
    started_from = version_seen(typed, found.latest_revision_id)
    by, sent = user_of(request), request.method == "POST"
    chosen = list(form.cleaned_data.get("promised_by", [])) if sent and form.is_valid() else []
    if not permissions.can_correct_promise(by, found, chosen):
        return _page(request, form, found, started_from, status=403)
    if not sent or not form.is_valid():
        return _page(request, form, found, started_from, status=422 if sent else 200)
    try:
        correct_promise(found, by=by, started_from=started_from, **form.cleaned_data)
    except ForumConflictError:
        latest, differing = found.latest_revision_id, differences(form, now)
        return _page(request, form, found, latest, differing, status=409)
    except NotReadyToOpenError as refusal:
        for one in refusal.missing:
            form.add_error(one.field if one.field in form.fields else None, one.words)
    except ValidationError as refusal:
        form.add_error(None, refusal)
    else:
        forget_kept_text(request)
        messages.success(request, _("Verbeterd. De pagina van het forum zegt wanneer en waarom."))
        return redirect("organised_forum", found.slug)
    return _page(request, form, found, started_from, status=422)


def _page(
    request: HttpRequest,
    form: PromiseCorrectionForm,
    forum: Forum,
    started_from: int | None,
    differing: list[tuple[str, str]] | None = None,
    *,
    status: int,
) -> HttpResponse:
    context = {
        "form": form,
        "forum": forum,
        "started_from": started_from,
        "conflict": differing is not None,
        "differing": differing,
        "for_a_colleague": status == 403,
        "crumbs": crumbs_to(forum),
    }
    return render(request, "forums/organising/promise.html", context, status=status)
