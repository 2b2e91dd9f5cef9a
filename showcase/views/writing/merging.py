"""Two people wrote at the same time: both texts side by side, and a choice per field."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.records import User
from showcase import permissions
from showcase.domain.drafting import EditConflict, mark_of, save_draft
from showcase.forms.handing_in import HandingInForm
from showcase.forms.plain_page import FIELDS, RESULT_FILE, plain_values
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
    "language",
    "result_nothing_to_share",
}
#: Posted values that belong to one page only.
PASSING = frozenset(
    {"csrfmiddlewaretoken", "mark", "sitting", "turn", "doe", "wens", "autosave", "samen"}
)


@dataclass(frozen=True)
class Difference:
    """A field that says one thing here and another there."""

    name: str
    label: str
    mine: str
    theirs: str
    is_text: bool

    @property
    def both(self) -> str:
        """Both texts, to make one of."""
        return "\n\n".join(words for words in (self.mine, self.theirs) if words)


@dataclass(frozen=True)
class Unread:
    """What was posted and can't be read: a half-typed date, a file that is refused."""

    label: str
    words: str
    errors: list[str]


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


def save(
    request: HttpRequest,
    project: ProjectPage,
    posted: saving.Posted,
    *,
    chosen: Collection[str] | None,
    wish: str,
) -> HttpResponse | None:
    """Save what was posted; with ``chosen`` (after merging) only those fields.

    Gives nothing when all is saved, and a page that asks when somebody else wrote other words
    meanwhile. ``wish`` is what the pressed button says; the page that asks keeps it.

    Raises:
        PermissionDenied: the draft can't be written now.
    """
    by = user_of(request)
    try:
        if chosen is None:
            saving.save(project, posted, by=by, finished=True)
            return None
        _write(project, posted, chosen, posted.mark, by=by)
    except EditConflict:
        return _resolve(request, project, posted, wish)
    messages.success(
        request, _("Samengevoegd en bewaard. Elke vorige tekst staat in de geschiedenis.")
    )
    return None


def _resolve(
    request: HttpRequest, project: ProjectPage, posted: saving.Posted, wish: str
) -> HttpResponse | None:
    """Merge by itself what can be, else show both texts; nothing is lost."""
    while True:
        now = ProjectPage.objects.select_related("latest_revision__user").get(pk=project.pk)
        if not permissions.can_edit_project(request.user, now):
            raise PermissionDenied
        posted.form.keep_file()  # a browser can't send it again with the choice
        comparison = compare(now, posted)
        if comparison.differences:
            return _ask(request, now, posted, comparison, wish)
        with suppress(EditConflict):  # a third person saved just now: compare with that
            seen = mark_of(now.latest_revision)
            _write(now, posted, comparison.only_mine, seen, by=user_of(request))
            break
    messages.success(
        request,
        _("Iemand anders schreef intussen ook. Jullie teksten zijn samengevoegd en bewaard."),
    )
    return None


def _write(
    project: ProjectPage, posted: saving.Posted, only: Collection[str], seen: str, *, by: User
) -> None:
    """Write some of the posted fields over the text that was seen, if that is the latest."""
    draft = project.get_latest_revision_as_object()
    posted.form.write_to(draft, only=only)
    save_draft(draft, by=by, started_from=saving.revision_in(seen), mark=seen)
    posted.merged = True


def unread(posted: saving.Posted) -> list[Unread]:
    """What was posted and can't be read."""
    form = posted.form
    return [
        Unread(
            str(form.fields[name].label),
            getattr(form.files.get(name), "name", "") or form.data.get(name, ""),
            [str(error) for error in errors],
        )
        for name, errors in form.errors.items()
    ]


def _ask(
    request: HttpRequest,
    project: ProjectPage,
    posted: saving.Posted,
    comparison: Comparison,
    wish: str,
) -> HttpResponse:
    theirs = project.latest_revision
    context = {
        "project": project,
        "differences": comparison.differences,
        "only_mine": comparison.only_mine,
        "unread": unread(posted),
        "wish": wish,
        "hands_in": wish == "dien-in",
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
        if name not in PASSING and not name.startswith(("keuze-", "eigen-", "begin-"))
        for value in values
    ]
    return [*kept, (RESULT_FILE, str(form.document.pk))] if form.document else kept


def _rewritten(data: QueryDict, name: str) -> bool:
    """Whether somebody wrote in the box for a new text, whatever is chosen beside it."""
    was, now = (data.get(f"{part}-{name}", "").split() for part in ("begin", "eigen"))
    return f"begin-{name}" in data and now != was and bool(now)


def chosen(request: HttpRequest, project: ProjectPage) -> tuple[saving.Posted, set[str]]:
    """What was posted, with what was written anew, and the fields of which it is to be kept."""
    data: QueryDict = request.POST.copy()
    names = set(data.getlist("samen"))
    for name in [*FIELDS, RESULT_FILE]:
        choice = data.get(f"keuze-{name}", "")
        if choice and name in TEXTS and _rewritten(data, name):
            choice = OWN
        if choice in (MINE, OWN):
            names.add(name)
        if choice == OWN and name in TEXTS:
            data[name] = data.get(f"eigen-{name}", "")
    return saving.read(request, project, data), names
