"""The projects of one's school, and starting one."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.entrance import signed_in
from accounts.records import User
from institutions.permissions import institutions_edited_by
from showcase.domain.drafting import start_project
from showcase.domain.fitting import whole_number
from showcase.overview import projects_of, rows_of
from showcase.pages import SchoolPage
from showcase.views.writing.access import user_of


@signed_in
def my_projects(request: HttpRequest) -> HttpResponse:
    """Every project of one's schools, with what each waits for."""
    user = user_of(request)
    context = {"rows": rows_of(projects_of(user)), "schools": schools_of(user)}
    return render(request, "showcase/writing/my_projects.html", context)


@signed_in
def new_project(request: HttpRequest) -> HttpResponse:
    """Start a draft; ask for which school only when there is a choice."""
    schools = schools_of(user_of(request))
    if not schools:
        raise Http404
    chosen = [page for page in schools if page.pk == whole_number(request.POST.get("school", ""))]
    if request.method != "POST" or (len(schools) > 1 and not chosen):
        return render(request, "showcase/writing/new_project.html", {"schools": schools})
    project = start_project((chosen or schools)[0], by=user_of(request))
    return redirect("my_project", project_id=project.pk)


def schools_of(user: User) -> list[SchoolPage]:
    """Pages of the schools in whose space ``user`` works."""
    own = SchoolPage.objects.filter(institution__in=institutions_edited_by(user))
    return list(own.select_related("institution").order_by("title"))
