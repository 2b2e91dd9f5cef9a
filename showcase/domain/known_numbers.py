"""Whether a number of a project is known already: told to its school, and more to a reviewer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from showcase import permissions
from showcase.domain.demands import Demand
from showcase.records import ImportedProject, ProjectNumber
from vocabularies.identifiers import normalise_number

if TYPE_CHECKING:
    from accounts.records import User
    from showcase.pages import ProjectPage

FIELD = "project_numbers"


def remarks_for_school(draft: ProjectPage, *, by: User) -> list[Demand]:
    """What who writes ``draft`` may know of its numbers; never blocks.

    A number on a published project, in the list of imported ones, or on another draft of one's
    own school. Of another school's draft nothing is said, not even that it is there; nor of any
    other draft to an adviser, who was invited to this one.
    """
    numbers = _numbers_of(draft)
    if not numbers:
        return []
    remarks = list(_on_published(numbers, draft))
    if permissions.edits_school_of(by, draft):
        remarks += _imported(numbers, _("Neem het daar over."))
        for number, page in _on_drafts(numbers, draft, institution=draft.institution_id):
            words = _("{number} staat ook op een ander ontwerp van je school: {link}.")
            link = _link(reverse("my_project", args=[page.pk]), page.draft_title)
            remarks.append(Demand(FIELD, format_html(words, number=number, link=link)))
    return remarks


def remarks_for_reviewer(draft: ProjectPage) -> list[Demand]:
    """The same for who reviews ``draft``, and whose project that is not online carries it too."""
    numbers = _numbers_of(draft)
    if not numbers:
        return []
    words = _("{number} staat ook op een project van {school} dat niet online is.")
    return [
        *_on_published(numbers, draft),
        *_imported(numbers),
        *(
            Demand(FIELD, words.format(number=number, school=page.institution.name))
            for number, page in _on_drafts(numbers, draft)
        ),
    ]


def _numbers_of(draft: ProjectPage) -> dict[str, str]:
    """What was typed, by the number that it is."""
    typed = {normalise_number(row.number): row.number for row in draft.project_numbers.all()}
    return {number: words for number, words in typed.items() if number}


def _on_published(numbers: dict[str, str], draft: ProjectPage) -> Iterator[Demand]:
    same = ProjectNumber.objects.filter(key__in=set(numbers), project__live=True)
    rows = same.exclude(project=draft.pk)
    words = _("{number} staat al op een project dat online is: {link}. Klopt het?")
    for row in rows.select_related("project").order_by("project", "sort_order"):
        link = _link(row.project.url, row.project.title)
        yield Demand(FIELD, format_html(words, number=row.number, link=link))


def _imported(numbers: dict[str, str], offer: str = "") -> Iterator[Demand]:
    """Rows that no school took over; with ``offer``, the way to do that."""
    bare = {number.rpartition("_")[0] or number for number in numbers}
    rows = ImportedProject.objects.unclaimed().filter(number__in={*numbers, *bare})
    words = _("{number} staat al klaar bij de ingelezen projecten, met titel en partners.")
    for row in rows.order_by("number"):
        said = words.format(number=row.number)
        if offer:
            link = _link(reverse("claim_project", args=[row.pk]), offer)
            said = format_html("{} {}", said, link)
        yield Demand(FIELD, said)


def _on_drafts(
    numbers: dict[str, str], draft: ProjectPage, **of_school: Any
) -> Iterator[tuple[str, ProjectPage]]:
    """Other projects that are not online and carry a number: it stands in their last revision."""
    some = Q()
    for typed in {*numbers, *numbers.values()}:
        some |= Q(text__icontains=typed)
    pages = apps.get_model("showcase", "ProjectPage").objects.filter(live=False, **of_school)
    likely = pages.annotate(text=Cast("latest_revision__content", TextField())).filter(some)
    others = likely.exclude(pk=draft.pk)
    for page in others.select_related("institution", "latest_revision").order_by("pk"):
        rows = page.latest_revision.content.get("project_numbers", ())
        theirs = {normalise_number(row["number"]) for row in rows}
        for number in sorted(theirs & set(numbers)):
            yield numbers[number], page


def _link(url: str, words: str) -> str:
    return format_html('<a href="{}">{}</a>', url, words)
