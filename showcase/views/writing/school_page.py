"""Where a school writes what its public page says."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.entrance import signed_in
from accounts.kept import forget_kept_text, kept_text
from institutions.permissions import can_edit_institution_space
from showcase.domain.fitting import version_seen
from showcase.domain.school_pages import SchoolPageConflict, write_school_page
from showcase.forms.school_pages import SchoolPageForm
from showcase.pages import SchoolPage
from showcase.views.writing.access import user_of

#: Versions shown below the form.
SHOWN = 10


@signed_in
def school_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the introduction and the website; see what stood there before."""
    known = SchoolPage.objects.select_related("institution")
    page = get_object_or_404(known, institution__slug=slug)
    if not can_edit_institution_space(request.user, page.institution):
        raise Http404
    kept = kept_text(request)
    now = {"introduction": page.introduction, "website": page.institution.website}
    form = SchoolPageForm(request.POST or None, initial=kept.dict() if kept else now)
    conflict = False
    if request.method == "POST" and form.is_valid():
        forget_kept_text(request)
        try:
            write_school_page(
                page,
                by=user_of(request),
                started_from=version_seen(request.POST, page.latest_revision_id),
                **form.cleaned_data,
            )
        except SchoolPageConflict:
            conflict = True
        else:
            messages.success(request, _("Bewaard. Het staat online."))
            return redirect(page.url)
    context = _context(page, form, conflict=conflict)
    typed = None if conflict else request.POST or kept
    context |= {"started_from": version_seen(typed, page.latest_revision_id)}
    status = 409 if conflict else 422 if form.errors else 200
    return render(request, "showcase/writing/school_page.html", context, status=status)


def _context(page: SchoolPage, form: SchoolPageForm, *, conflict: bool) -> dict[str, Any]:
    versions = page.revisions.select_related("user").order_by("-created_at", "-pk")
    return {
        "page": page,
        "form": form,
        "conflict": conflict,
        "versions": list(versions[:SHOWN]),
        "crumbs": [(_("Mijn werk"), reverse("desk"))],
    }
