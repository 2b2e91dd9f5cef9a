"""How a project's state reads: a shape, a word, what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from showcase.enums import ProjectState
from ui.progress import Step

if TYPE_CHECKING:
    from showcase.pages import ProjectPage

SHAPES = {
    ProjectState.DRAFT: "open",
    ProjectState.IN_REVIEW: "part",
    ProjectState.ADDITIONS_ASKED: "wait",
    ProjectState.PUBLISHED: "good",
    ProjectState.ARCHIVED: "no",
}


def next_step(project: ProjectPage, state: ProjectState, questions: int, proposals: int) -> str:
    """What the project waits for, in one sentence to its school."""
    if proposals and state != ProjectState.ARCHIVED:
        asked = questions and state == ProjectState.ADDITIONS_ASKED
        return (
            _("Bevestig het voorstel van de moderator, beantwoord de vragen en dien opnieuw in.")
            if asked
            else _("Kijk het voorstel van de moderator na en bevestig het.")
        )
    if state == ProjectState.ADDITIONS_ASKED:
        if questions == 1:
            return _("Beantwoord de vraag van de moderator en dien opnieuw in.")
        if questions:
            return _("Beantwoord de {number} vragen van de moderator en dien opnieuw in.").format(
                number=questions
            )
        return _("Alle vragen zijn beantwoord. Dien opnieuw in.")
    if state == ProjectState.PUBLISHED and project.has_unpublished_changes:
        return _("Je wijzigingen staan nog niet online. Dien ze in als ze klaar zijn.")
    return {
        ProjectState.DRAFT: _("Schrijf verder en dien in als alles er staat."),
        ProjectState.IN_REVIEW: _("Wacht op een moderator. Je hoeft nu niets te doen."),
        ProjectState.PUBLISHED: _("Staat online. Je hoeft niets te doen."),
        ProjectState.ARCHIVED: _("Staat niet meer online."),
    }[state]


def steps_of(state: ProjectState, *, online: bool = False, changed: bool = False) -> list[Step]:
    """Writing, review, published: how far a project has come, or the change of one ``online``."""
    changing = online and state != ProjectState.ARCHIVED
    if changing and state == ProjectState.PUBLISHED and changed:
        state = ProjectState.DRAFT
    changing = changing and state != ProjectState.PUBLISHED
    at = {
        ProjectState.DRAFT: 0,
        ProjectState.ADDITIONS_ASKED: 0,
        ProjectState.IN_REVIEW: 1,
        ProjectState.PUBLISHED: 3,
        ProjectState.ARCHIVED: 3,
    }[state]
    asked = state == ProjectState.ADDITIONS_ASKED
    labels = [
        _("aanvulling gevraagd") if asked else _("ontwerp"),
        _("wordt nagekeken"),
        _("gepubliceerd"),
    ]
    if changing:
        labels = [
            _("staat online, aanvulling gevraagd bij de wijziging")
            if asked
            else _("staat online, met een wijziging"),
            _("wijziging wordt nagekeken"),
            _("wijziging online"),
        ]
    return [
        Step(label, "done" if place < at else "now" if place == at else "todo")
        for place, label in enumerate(labels)
    ]
