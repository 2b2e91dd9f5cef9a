"""Reading a discussion, page by page, and the address of one contribution."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.asking import asking_once
from accounts.records import User
from forums import permissions
from forums.domain.discussing import discussed_in, mandates_for
from forums.forms.discussing import ContributionForm
from forums.records import Contribution
from forums.views.discussion import access
from forums.views.finding import forum_or_404


@never_cache
@require_safe
def discussion(request: HttpRequest, forum: str) -> HttpResponse:
    """What is said in a forum, each contribution followed by its replies; and a form below it."""
    found = forum_or_404(request, forum)
    user = request.user
    with asking_once():
        organises = permissions.can_organise(user)
        conclusions = list(discussed_in(found))
        asked = request.GET.get("conclusie", "")
        about = next((one for one in conclusions if one.reference == asked), None)
        rows = access.rows_of(found).shown_to(user, moderates=organises).in_threads()
        rows = rows.filter(conclusion=about) if about else rows
        page = Paginator(rows, access.PAGE_SIZE).get_page(request.GET.get("pagina"))
        shown = [access.shown(request, row, found) for row in page.object_list]
        may_write = permissions.can_contribute(user, found)
        form = None
        if may_write and isinstance(user, User):
            form = ContributionForm(
                mandates=mandates_for(user, found),
                conclusions=discussed_in(found) if conclusions else None,
                initial={"conclusion": about.reference if about else ""},
            )
        context = {
            "crumbs": access.crumbs_of(found, to_list=False),
            "forum": found,
            "page": page,
            "shown": shown,
            "about": about,
            "conclusions": conclusions,
            "form": form,
            "closed": access.closed_words(found),
            "is_admitted": permissions.is_admitted(user, found),
            "organises": organises,
        }
        return TemplateResponse(request, "forums/discussion/discussion.html", context).render()


@never_cache
@require_safe
def contribution(request: HttpRequest, forum: str, key: int) -> HttpResponse:
    """Lead to the page on which a contribution stands, at its place."""
    found = access.contribution_or_404(request, forum, key)
    moderates = permissions.can_organise(request.user)
    thread = found.parent_id or found.pk
    rows = Contribution.objects.filter(forum=found.forum_id)
    seen = rows.shown_to(request.user, moderates=moderates).in_threads()
    before = seen.filter(Q(thread__lt=thread) | Q(thread=thread, pk__lt=found.pk)).count()
    address = reverse("discussion", args=[found.forum.slug])
    number = before // access.PAGE_SIZE + 1
    query = f"?pagina={number}" if number > 1 else ""
    return redirect(f"{address}{query}#bijdrage-{found.pk}")
