"""The fixed cast at work: De Brug has a space, and so has De Meander."""

import pytest
from django.test import Client

from tests.sharing import made_once


@made_once
def space(school):
    """The page of De Brug."""
    from tests.showcase.factories import make_school_page

    return make_school_page(school)


@made_once
def project(space):
    """A complete draft of De Brug."""
    from tests.showcase.factories import make_project

    return make_project(space, title="Stage zonder grenzen")


@pytest.fixture
def at_work(editor):
    """The browser of the editor of De Brug."""
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture
def colleague(school):
    """Another editor of De Brug, in a browser of their own."""
    from tests.accounts.factories import make_user
    from tests.institutions.factories import make_mandate

    user = make_user("collega@de-brug.example", first_name="Jan", last_name="Maes")
    make_mandate(user, school)
    client = Client()
    client.force_login(user)
    client.user = user
    return client
