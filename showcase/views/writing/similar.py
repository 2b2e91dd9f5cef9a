"""Projects that look like the title somebody is writing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.entrance import signed_in
from showcase.finding.similar import projects_about


@require_safe
@signed_in
def similar(request: HttpRequest) -> HttpResponse:
    """A piece of the page: up to five published projects, as links."""
    projects = projects_about(request.GET.get("titel", "")[:255])
    return render(request, "showcase/writing/similar.html", {"similar": projects})
