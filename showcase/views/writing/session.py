"""Typed text that could not be saved: kept, and shown again."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render, resolve_url
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from showcase import permissions
from showcase.forms.handing_in import FIELDS, plain_values
from showcase.kept import keep_text
from showcase.pages import ProjectPage
from showcase.views.writing import saving
from showcase.views.writing.confirmations import typed_answers
from showcase.views.writing.merging import kept_values, unread
from showcase.views.writing.wording import in_words


def signed_in(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page to write on: who is signed out meanwhile signs in again, and finds the text back.

    The page shows it by `showcase.kept`.
    """

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        return _ask_to_sign_in(request)

    return asked


def _ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Lead to signing in, and back; what was posted waits in the session."""
    here = request.get_full_path()
    if request.method != "POST":
        return redirect_to_login(here)
    if request.POST.get("autosave"):
        login = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': here})}"
        words = _("Je bent niet meer aangemeld. Je tekst staat nog op dit scherm.")
        return JsonResponse({"login": login, "words": words}, status=401)
    keep_text(request)
    return redirect_to_login(here)


def _unkept_file(posted: saving.Posted) -> list[tuple[str, str]]:
    """The file that came along: a page can't carry it to the next one."""
    form = posted.form
    if form.sent_file is None or form.document is not None:
        return []
    words = _("{name}. Een bestand kies je hierna opnieuw.").format(name=form.sent_file.name)
    return [(str(form.fields["result_file"].label), words)]


def could_not_save(
    request: HttpRequest, project: ProjectPage, posted: saving.Posted, *, wish: str
) -> HttpResponse:
    """Show text that came too late: the project is with the moderators, or archived."""
    form = posted.form
    project = ProjectPage.objects.select_related("latest_revision").get(pk=project.pk)
    mine = project.get_latest_revision_as_object()
    now = plain_values(mine, form.uuids)
    form.write_to(mine)
    here = plain_values(mine, form.uuids)
    context: dict[str, Any] = {
        "project": project,
        "state": project.state,
        "unsaved": [
            (form.fields[name].label, in_words(name, here[name]))
            for name in FIELDS
            if here[name] != now[name]
        ]
        + [(one.label, one.words) for one in unread(posted)]
        + _unkept_file(posted)
        + [(question.words, words) for question, words, _alone in typed_answers(request, project)],
        "wish": wish,
        "hands_in": wish == "dien-in",
        "can_take_back": permissions.can_take_back(request.user, project),
        "mark": request.POST.get("mark", ""),
        "kept": kept_values(form.data, form),
    }
    return render(request, "showcase/writing/not_saved.html", context, status=409)
