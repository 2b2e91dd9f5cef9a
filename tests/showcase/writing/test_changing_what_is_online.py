"""What the plain page and the review say of a project that is online and being changed."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from showcase.domain.review import NothingChanged, hand_in
from showcase.enums import ProjectState
from showcase.pages import ProjectPage
from showcase.progress import steps_of
from showcase.records import AdditionRequest
from tests.showcase.factories import make_published
from tests.showcase.writing.filling import page_of, posted_by
from tests.vocabularies.factories import make_level

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("state", "online", "changed", "now"),
    [
        (ProjectState.DRAFT, False, True, "ontwerp"),
        (ProjectState.DRAFT, True, True, "staat online, met een wijziging"),
        (ProjectState.PUBLISHED, True, True, "staat online, met een wijziging"),
        (ProjectState.IN_REVIEW, True, True, "wijziging wordt nagekeken"),
        (
            ProjectState.ADDITIONS_ASKED,
            True,
            True,
            "staat online, aanvulling gevraagd bij de wijziging",
        ),
        (ProjectState.PUBLISHED, True, False, None),
    ],
)
def test_steps_say_that_a_changed_project_stays_online(state, online, changed, now):
    steps = steps_of(state, online=online, changed=changed)

    assert next((step.label for step in steps if step.state == "now"), None) == now


def test_question_from_before_the_publication_is_not_shown_again(at_work, space):
    project = make_published(space)
    published = ProjectPage.objects.get(pk=project.pk).last_published_at

    def ask(words, sent_at):
        return AdditionRequest.objects.create(
            project=project, field="summary", words=words, asked_at=sent_at, sent_at=sent_at
        )

    ask("Van vroeger?", published - timedelta(hours=1))
    later = ask("Van nu?", timezone.now() + timedelta(seconds=1))

    shown = BeautifulSoup(at_work.get(f"{page_of(project)}?pas-aan").content, "html.parser")

    assert list(
        AdditionRequest.objects.since_publication_of(ProjectPage.objects.get(pk=project.pk))
    ) == [later]
    assert "Van nu?" in shown.text
    assert "Van vroeger?" not in shown.text


@pytest.mark.slow
def test_facts_of_a_conclusion_stand_before_related_ones_in_the_source(client, space):
    project = make_published(space)
    theme = project.themes.first()
    make_published(space, title="Nog een project", themes=[theme])
    text = client.get(project.conclusions.get().get_absolute_url()).text

    assert 0 < text.index("Feiten over de conclusie") < text.index('id="zelfde"')


def test_levels_stand_apart_in_a_card(client, space):
    levels = [make_level(label_nl="Secundair, 1e graad"), make_level(label_nl="Basis, lager")]
    make_published(space, title="Met twee niveaus", levels=levels)

    shown = BeautifulSoup(client.get("/projecten/").content, "html.parser")

    pieces = {piece.text for piece in shown.select("main span")}
    assert {"Secundair, 1e graad", "Basis, lager"} <= pieces


@pytest.mark.parametrize("name", ["result_description", "result_title", "conclusion_argument"])
@pytest.mark.slow
def test_a_change_of_one_part_of_what_is_online_is_kept(at_work, space, name):
    project = make_published(space)
    data = posted_by(at_work, project)
    words = data[name] + " En nog iets."

    at_work.post(page_of(project), {**data, name: words, "doe": "bewaar"})

    assert posted_by(at_work, project)[name] == words
    assert ProjectPage.objects.get(pk=project.pk).has_unpublished_changes


@pytest.mark.slow
def test_what_says_the_same_as_online_is_not_handed_in(at_work, space, editor, mailoutbox):
    project = make_published(space)
    sent = len(mailoutbox)

    answer = at_work.post(
        page_of(project), {**posted_by(at_work, project), "doe": "dien-in"}, follow=True
    )

    assert "Er is niets gewijzigd" in answer.text
    assert ProjectPage.objects.get(pk=project.pk).state == ProjectState.PUBLISHED
    assert len(mailoutbox) == sent
    with pytest.raises(NothingChanged):
        hand_in(project, by=editor)
