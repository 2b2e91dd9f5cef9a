"""An address that was public leads on when it changes, and takes no other along."""

import pytest

from tests.showcase.factories import make_project, make_published, make_school_page, publish

pytestmark = pytest.mark.django_db


def renamed(project, title):
    draft = project.get_latest_revision_as_object()
    draft.title, draft.slug = title, title.lower()
    draft.save_revision(clean=False)
    return draft


def test_public_address_leads_on_and_stays_when_a_draft_is_renamed(
    client, school, django_capture_on_commit_callbacks
):
    page = make_school_page(school)
    project = make_published(page, title="Eerst", slug="eerst")
    with django_capture_on_commit_callbacks(execute=True):
        publish(renamed(project, "Daarna"))
        publish(renamed(make_project(page, title="Ontwerp", slug="ontwerp"), "Ander"))

    response = client.get("/scholen/de-brug/eerst/")

    assert (response.status_code, response["Location"]) == (301, "/scholen/de-brug/daarna/")
