"""Two people wrote at the same time: both texts side by side, and a choice per field."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from showcase.domain.drafting import EditConflict, mark_of, save_draft
from showcase.forms.handing_in import FIELDS, RESULT_FILE, HandingInForm, plain_values
from showcase.pages import ProjectPage
from showcase.views.writing import saving
from showcase.views.writing.access import user_of
from showcase.views.writing.wording import in_words

MINE, THEIRS, OWN = "mijn", "hun", "zelf"
#: Fields of one text, which can be written anew while merging.
TEXTS = frozenset(FIELDS) - {
    "programme",
    "start_date",
    "end_date",
    "levels",
    "themes",
    "result_nothing_to_share",
}
#: Posted values that belong to one page only.
PASSING = frozenset({"csrfmiddlewaretoken", "mark", "sitting", "turn", "doe", "autosave", "samen"})


@dataclass(frozen=True)
class Difference:
    """A field that says one thing here and another there."""

    name: str
    label: str
    mine: str
    theirs: str
    is_text: bool


@dataclass(frozen=True)
class Comparison:
    """What differs between the posted text and the latest: to choose, and only mine."""

    differences: list[Difference]
    only_mine: list[str]


def compare(project: ProjectPage, posted: saving.Posted) -> Comparison:
    """Compare field by field; what only one of both changed needs no choice."""
    form = posted.form
    theirs = project.get_latest_revision_as_object()
    mine = project.get_latest_revision_as_object()
    form.write_to(mine)
    here, there = plain_values(mine, form.uuids), plain_values(theirs, form.uuids)
    before = _before(project, posted)
    differences, only_mine = [], []
    for name in [*FIELDS, RESULT_FILE]:
        if here[name] == there[name] or (before and here[name] == before[name]):
            continue
        if before and there[name] == before[name]:
            only_mine.append(name)
        else:
            differences.append(_difference(form, name, here[name], there[name]))
    return Comparison(differences, only_mine)


def touches_the_screen(project: ProjectPage, posted: saving.Posted) -> bool:
    """Whether somebody else changed a field of the plain page since it was opened."""
    before = _before(project, posted)
    there = plain_values(project.get_latest_revision_as_object(), posted.form.uuids)
    return before is None or before != there


def _difference(form: HandingInForm, name: str, here: Any, there: Any) -> Difference:
    label = _("Bestand") if name == RESULT_FILE else str(form.fields[name].label)
    return Difference(name, label, in_words(name, here), in_words(name, there), name in TEXTS)


def _before(project: ProjectPage, posted: saving.Posted) -> dict[str, Any] | None:
    """The text that was typed over, if it was not itself written over since."""
    base = project.revisions.filter(pk=posted.started_from).first()
    if base is None or mark_of(base) != posted.mark:
        return None
    return plain_values(base.as_object(), posted.form.uuids)


def resolve(request: HttpRequest, project: ProjectPage, posted: saving.Posted) -> HttpResponse:
    """Merge by itself what can be; else show both texts. Nothing is lost."""
    project = ProjectPage.objects.select_related("latest_revision__user").get(pk=project.pk)
    posted.form.keep_file()  # a browser can't send it again with the choice
    comparison = compare(project, posted)
    if comparison.differences:
        return _ask(request, project, posted, comparison)
    draft = project.get_latest_revision_as_object()
    posted.form.write_to(draft, only=comparison.only_mine)
    save_draft(draft, by=user_of(request), started_from=project.latest_revision_id)
    messages.success(
        request,
        _("Iemand anders schreef intussen ook. Jullie teksten zijn samengevoegd en bewaard."),
    )
    return redirect("my_project", project_id=project.pk)


def _ask(
    request: HttpRequest, project: ProjectPage, posted: saving.Posted, comparison: Comparison
) -> HttpResponse:
    theirs = project.latest_revision
    context = {
        "project": project,
        "differences": comparison.differences,
        "only_mine": comparison.only_mine,
        "mark": mark_of(theirs),
        "kept": kept_values(posted.form.data, posted.form),
        "who": theirs.user if theirs.user_id != user_of(request).pk else None,
        "when": theirs.created_at,
    }
    return render(request, "showcase/writing/merge.html", context, status=409)


def kept_values(data: Any, form: HandingInForm) -> Iterable[tuple[str, str]]:
    """What was posted, for hidden fields; a file that came along by its number."""
    kept = [
        (name, value)
        for name, values in data.lists()
        if name not in PASSING and not name.startswith(("keuze-", "eigen-"))
        for value in values
    ]
    return [*kept, (RESULT_FILE, str(form.document.pk))] if form.document else kept


def merge(request: HttpRequest, project: ProjectPage) -> HttpResponse:
    """Write what was chosen per field over the latest text."""
    data: QueryDict = request.POST.copy()
    chosen = set(data.getlist("samen"))
    for name in [*FIELDS, RESULT_FILE]:
        choice = data.get(f"keuze-{name}", "")
        if choice in (MINE, OWN):
            chosen.add(name)
        if choice == OWN and name in TEXTS:
            data[name] = data.get(f"eigen-{name}", "")
    posted = saving.read(request, project, data)
    draft = posted.form.draft
    posted.form.write_to(draft, only=chosen)
    try:
        save_draft(
            draft,
            by=user_of(request),
            started_from=posted.started_from,
            mark=posted.mark,
        )
    except EditConflict:
        return resolve(request, project, posted)
    messages.success(
        request, _("Samengevoegd en bewaard. Elke vorige tekst staat in de geschiedenis.")
    )
    return redirect("my_project", project_id=project.pk)
