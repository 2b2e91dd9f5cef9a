"""An address that was public leads on when it changes; one that never was leads nowhere."""

import pytest
from wagtail.contrib.redirects.models import Redirect

from tests.showcase.factories import make_project, make_school_page, publish

pytestmark = pytest.mark.django_db


def renamed(project, title):
    draft = project.get_latest_revision_as_object()
    draft.title, draft.slug = title, title.lower()
    draft.save_revision(clean=False)
    return draft


def test_address_leads_on_from_where_a_project_was_public_only(django_capture_on_commit_callbacks):
    project = make_project(make_school_page(), title="Eerst", slug="eerst")
    with django_capture_on_commit_callbacks(execute=True):
        published = publish(renamed(project, "Daarna"))
    before = set(Redirect.objects.values_list("old_path", flat=True))

    with django_capture_on_commit_callbacks(execute=True):
        publish(renamed(published, "Later"))

    assert before == set()
    after = Redirect.objects.values_list("old_path", flat=True)
    assert {path.rpartition("/")[2] for path in after} == {"daarna"}
