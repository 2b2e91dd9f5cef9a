"""The site with all of its demo content, loaded once for the tests that only read it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.journeys.demo.pages import ARCHIVED, WITHDRAWN


@pytest.fixture(scope="package")
def transactional_db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The demo, with one project taken offline and one conclusion withdrawn besides.

    Stands in the place of a database that is emptied after every test, which would load all this
    again each time. So a test here carries no ``django_db`` mark and changes nothing.
    """
    from django.core.management import call_command

    with django_db_blocker.unblock():
        _load()
        yield
        call_command("flush", interactive=False, verbosity=0)


def _load() -> None:
    from accounts.records import User
    from showcase.demo.loading import load_demo
    from showcase.domain.withdrawal import archive_project, withdraw_conclusion
    from showcase.pages import ProjectPage
    from showcase.records import PolicyConclusion
    from sitepages.seed import build_site
    from tests.showcase.factories import make_root
    from vocabularies.domain.loading import load_vocabularies

    make_root()
    load_vocabularies()
    build_site()
    load_demo()
    moderator = User.objects.get(email="moderator@voorbeeld.example")
    archive_project(
        ProjectPage.objects.get(slug=ARCHIVED),
        by=moderator,
        reason="De partners trokken hun toestemming voor de foto’s in.",
    )
    withdraw_conclusion(
        PolicyConclusion.objects.get(reference=WITHDRAWN),
        by=moderator,
        reason="De school vond later een fout in haar eigen cijfers.",
    )
