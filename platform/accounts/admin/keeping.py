"""Forms of the admin: what was typed when a session ended is there again, whichever form it was.

Wagtail's own forms cannot each be told to show kept text, so the middleware here does it for all:
it keeps what somebody signed out posts to such a form, and fills the form when it is next shown. A
page of our own in the admin takes part by ``shows_kept_text``: a function asks for the text itself
by `accounts.kept.kept_text`, a class has ``get_form``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.urls import ResolverMatch
from django.utils.translation import gettext as _
from wagtail.admin.views import generic
from wagtail.admin.views.pages.create import CreateView as AddPageView
from wagtail.admin.views.pages.edit import EditView as EditPageView

from accounts.kept import forget_kept_text, keep_text, kept_text, waiting_text

#: What makes Wagtail's own forms.
FORMS = (AddPageView, EditPageView, generic.CreateView, generic.EditView)
#: Forms of pages: Wagtail finds their view only when it is asked.
PAGE_FORMS = frozenset({"wagtailadmin_pages:add", "wagtailadmin_pages:edit"})
#: Where the addresses of the admin begin.
ADMIN = "beheer/"


def shows_text_again(request: HttpRequest) -> bool:
    """Whether this is a form of the admin, and no script of it: it shows kept text."""
    match = request.resolver_match
    by_script = request.headers.get("x-requested-with") == "XMLHttpRequest"
    return match is not None and not by_script and _is_form(match)


def _is_form(match: ResolverMatch) -> bool:
    if not match.route.startswith(ADMIN):
        return False
    view_class: type = getattr(match.func, "view_class", object)
    return (
        match.view_name in PAGE_FORMS
        or issubclass(view_class, generic.CreateView | generic.EditView)
        or getattr(match.func, "shows_kept_text", False)
        or getattr(view_class, "shows_kept_text", False)
    )


class AdminTextMiddleware:
    """Keeps what somebody who is signed out sends to a form of the admin, and shows it again.

    It is dropped once the form is sent after all, and was taken.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Drop what waited for this form once the form itself led on: it is saved."""
        response = self.get_response(request)
        if getattr(request, "reached_admin_form", False) and 300 <= response.status_code < 400:
            forget_kept_text(request)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Keep the text before Wagtail sends its writer to sign in."""
        if request.method != "POST" or not shows_text_again(request):
            return
        if request.user.is_anonymous:
            keep_text(request)
        else:
            request.reached_admin_form = True  # type: ignore[attr-defined]

    def process_template_response(self, request: HttpRequest, response: Any) -> HttpResponse:
        """Fill the form with the text that waits for it."""
        view = (response.context_data or {}).get("view")
        fills = isinstance(view, FORMS) or getattr(view, "shows_kept_text", False)
        if fills and request.method == "GET" and shows_text_again(request):
            waiting = waiting_text(request)
            if waiting is not None:
                _fill_if_it_fits(view, waiting, response)
        return response  # type: ignore[no-any-return]


def _fill_if_it_fits(view: Any, waiting: QueryDict, response: Any) -> None:
    """Show the form empty, and say so, where what waits is not what the form sends."""
    request = view.request
    try:
        _fill(view, waiting, response)
    except (KeyError, ValueError, ValidationError):
        forget_kept_text(request)
        messages.error(
            request, _("Wat je eerder typte, past niet in dit formulier. Typ het opnieuw.")
        )
    else:
        kept_text(request)  # says so


def _fill(view: Any, waiting: QueryDict, response: Any) -> None:
    """Let ``view`` make what it shows once more, as it would for a form that it refuses."""
    view.has_unsaved_changes = True
    if isinstance(view, AddPageView | EditPageView):
        # Made anew it would be a second window of the same person.
        window = response.context_data.get("editing_sessions")
        view.get_editing_sessions = lambda: window
        response.context_data = _page_with(view, waiting)
    else:
        response.context_data = _form_with(view, waiting)


def _form_with(view: Any, waiting: QueryDict) -> Any:
    """The context of a form that is not about a page: such a view looks at what was posted."""
    request = view.request
    nothing_posted = request.POST
    request.method, request.POST = "POST", waiting
    try:
        view.form = view.get_form()
        view.form.is_valid()
        return view.get_context_data(form=view.form)
    finally:
        request.method, request.POST = "GET", nothing_posted


def _page_with(view: Any, waiting: QueryDict) -> Any:
    """The context of the editor of a page; nothing of it saves by itself until its writer does."""
    is_new = isinstance(view, AddPageView)
    view.form = view.form_class(
        waiting,
        None,
        instance=view.page,
        subscription=view.subscription,
        parent_page=view.parent_page if is_new else view.parent,
        for_user=view.request.user,
    )
    view.form.defer_required_fields()
    view.form.is_valid()
    view.autosave_enabled = False
    if not is_new:
        _warn_of_others(view, waiting)
    return view.get_context_data()


def _warn_of_others(view: Any, waiting: QueryDict) -> None:
    """Wagtail compares with what others saved only where it saves by itself."""
    latest, started_from = view.latest_revision, waiting.get("loaded_revision_id")
    if latest is not None and started_from and started_from != str(latest.pk):
        words = _(
            "Intussen bewaarde iemand deze pagina. Bewaar je, dan komt jouw tekst in de plaats."
            " Kijk eerst in de geschiedenis wat er veranderde."
        )
        messages.warning(view.request, words)
