"""A project of De Brug that waits for review, and the browsers of those concerned."""

import pytest
from django.test import Client


@pytest.fixture
def project(school, editor):
    """A complete project of De Brug, handed in, of which the conclusion lacks what reviews add."""
    from showcase.domain.review import hand_in
    from showcase.pages import ProjectPage
    from tests.showcase.factories import make_project, make_school_page

    made = make_project(make_school_page(school), title="Stage zonder grenzen")
    draft = made.get_latest_revision_as_object()
    conclusion, result = draft.conclusion_drafts.get(), draft.result_drafts.get()
    conclusion.kind, conclusion.policy_levels, conclusion.policy_domains = "", [], []
    conclusion.addressee_words, conclusion.supported_by = "", []
    result.type = None
    draft.save_revision(user=editor, clean=False)
    hand_in(made, by=editor)
    return ProjectPage.objects.get(pk=made.pk)


@pytest.fixture
def at_work(editor):
    """The browser of the editor of De Brug."""
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture
def reviewing(moderator):
    """The browser of the moderator of Vlor."""
    client = Client()
    client.force_login(moderator)
    return client
