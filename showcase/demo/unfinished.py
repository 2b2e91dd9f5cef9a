"""Work in progress in the demo: a draft, a project in review, one with a question."""

from __future__ import annotations

from datetime import date

from accounts.records import User
from showcase.demo.writing import term
from showcase.domain import drafting, review
from showcase.pages import ProjectPage, SchoolPage
from showcase.records import ConclusionDraft, ProjectNumber, ResultDraft
from ui import demo_people
from vocabularies.enums import Scheme
from vocabularies.records import EducationLevel, Theme

SUMMARY = (
    "Twee klassen van het vierde jaar werkten een schooljaar lang samen met een school in"
    " Portugal. Ze maten de hitte op hun speelplaats, vergeleken de cijfers en tekenden een plan"
    " voor schaduw. Leerlingen legden het plan zelf voor aan de gemeente. Er staan intussen"
    " twaalf bomen."
)


def make_unfinished_work() -> None:
    """One draft, one project in review and one sent back, through the verbs a school uses."""
    editor = User.objects.get(email=demo_people.SCHOOL)
    other = User.objects.get(email=demo_people.OTHER_SCHOOL)
    moderator = User.objects.get(email=demo_people.MODERATOR)
    _start(editor, "Muziek over de grens")
    review.hand_in(_complete(_start(editor, "Schaduw op de speelplaats"), editor), by=editor)
    asked = _complete(_start(other, "Samen tellen in drie talen"), other)
    review.hand_in(asked, by=other)
    review.ask_addition(
        asked,
        by=moderator,
        field="summary",
        words="Hoeveel klassen deden mee? Een lezer weet nu niet hoe groot het was.",
    )
    review.send_back(asked, by=moderator)


def _start(editor: User, title: str) -> ProjectPage:
    page = SchoolPage.objects.get(institution__mandates__user=editor)
    return drafting.start_project(page, by=editor, title=title)


def _complete(project: ProjectPage, editor: User) -> ProjectPage:
    draft = project.get_latest_revision_as_object()
    draft.programme = term(Scheme.PROGRAMMES, "ka210-sch")
    draft.project_numbers = [ProjectNumber(number="2023-1-BE02-KA210-SCH-000999021")]
    draft.start_date, draft.end_date = date(2024, 9, 1), date(2026, 6, 30)
    draft.summary = SUMMARY
    draft.themes.set(list(Theme.objects.filter(slug="klimaat-en-milieu")))
    draft.levels.set(list(EducationLevel.objects.filter(slug="secundair-2e-graad")))
    draft.result_drafts = [
        ResultDraft(
            title="Meetprotocol voor hitte op school",
            description=(
                "Een stappenplan om met eenvoudige sensoren de hitte op een speelplaats te meten."
                " Twee scholen gebruikten het een jaar lang."
            ),
            nothing_to_share=True,
        )
    ]
    draft.conclusion_drafts = [
        ConclusionDraft(
            statement="Geef scholen een klein, vrij budget voor groen op de speelplaats.",
            argument="Met vierduizend euro en een eigen plan stond er na een jaar schaduw.",
        )
    ]
    drafting.save_draft(draft, by=editor, started_from=project.latest_revision_id)
    project.refresh_from_db()
    return project
