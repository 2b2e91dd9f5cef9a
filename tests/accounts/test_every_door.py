"""A form with a token from before, at every address for who is signed in.

Either the page shows what was typed, or it says that nothing happened.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from accounts.entrance import NOTHING_HAPPENED
from forums.enums import Access
from forums.records import (
    AgendaDocument,
    AgendaItem,
    Contribution,
    Correction,
    Minutes,
    Presenter,
    Proposal,
    Recommendation,
    Registration,
)
from institutions.domain.invitations import invite
from institutions.enums import Capacity
from institutions.records import Institution, Invitation, Mandate
from showcase.domain import review
from showcase.domain.access import ask_access
from showcase.pages import ProjectPage
from showcase.records import AccessRequest, ImportedProject, PolicyConclusion, Result
from tests.accounts.test_entrance import BEFORE, SAID, browser_of
from tests.forums.factories import make_contribution, make_hiding
from tests.forums.surfaces.making import make_world
from tests.institutions.factories import make_editor
from tests.showcase.factories import make_project, make_school_page
from tests.showcase.imports.factories import make_imported

pytestmark = pytest.mark.django_db

#: In the address of a mailed link, which is for whoever has it.
MAILED = {"token", "signed"}
#: What is only read: nobody finds a form there.
WITHOUT_FORM = {"registrations_workbook", "registrations_document", "similar_projects"}


@pytest.fixture
def world(moderator: Any) -> SimpleNamespace:
    """Forums of each access, and what a school and the moderators have to do."""
    world = make_world()
    member, school = world.people["member"], world.school
    make_editor(school)
    invite(school, "nieuw@lidschool.example", Capacity.TEACHER, by=member)
    page = make_school_page(school)
    make_project(page, title="Ontwerp")
    handed_in = make_project(page, title="Ingediend")
    review.hand_in(handed_in, by=member)
    make_imported(coordinator={"name": school.name, "country": school.country})
    ask_access(name="An", email="an@de-sluis.example", school="De Sluis", number="", words="Water.")
    Correction.objects.create(
        minutes=Minutes.objects.filter(item__session__forum=world.forums[Access.PUBLIC]).first(),
        institution=school,
        passage="Zo is het gezegd",
        reason="Het was anders.",
    )
    forum = world.forums[Access.PUBLIC]
    asked = Recommendation.objects.get(forum=forum, published_on__isnull=False)
    asked.addressees.set(Institution.objects.filter(mandates__user=world.people["policymaker"]))
    make_hiding(
        make_contribution(forum, member, text="Ook verborgen."),
        by=world.people["organiser"],
        appeal="Dit klopt niet.",
        appealed_at=timezone.now(),
    )
    world.people["newcomer"] = world.newcomer
    world.people["moderator"] = moderator
    return world


def keys(found: Any) -> list[int]:
    return list(found.values_list("pk", flat=True))


def arguments(world: SimpleNamespace) -> dict[str, list[Any]]:
    """What to fill in for each argument of an address."""
    forum = world.forums[Access.PUBLIC]
    items = AgendaItem.objects.filter(session__forum=forum)
    contributions, proposals = (
        model.objects.filter(forum=forum) for model in (Contribution, Proposal)
    )
    return {
        "slug": ["lidschool"],
        "forum": [forum.slug],
        "number": [2, 1],
        "mandate_id": keys(Mandate.objects.filter(institution=world.school)),
        "invitation_id": keys(Invitation.objects),
        "key": keys(contributions) + keys(proposals),
        "correction_id": keys(Correction.objects),
        "institution": keys(Institution.objects),
        "item_id": keys(items),
        "presenter_id": keys(Presenter.objects.filter(item__in=items)),
        "document_id": keys(AgendaDocument.objects.filter(item__in=items)),
        "document": ["badges"],
        "pk": keys(Registration.objects.filter(session__forum=forum)),
        "request_id": keys(AccessRequest.objects),
        "imported_id": keys(ImportedProject.objects),
        "project_id": keys(ProjectPage.objects),
        "result_id": keys(Result.objects),
        "revision_id": list(ProjectPage.objects.values_list("latest_revision", flat=True)),
        "reference": list(PolicyConclusion.objects.values_list("reference", flat=True)),
    }


def doors(found: Any) -> Iterator[URLPattern]:
    """Those of the site; the forms of the admin have their own (`test_admin_text`)."""
    for pattern in found:
        if isinstance(pattern, URLResolver) and pattern.namespace:
            continue
        if isinstance(pattern, URLResolver):
            yield from doors(pattern.url_patterns)
        elif getattr(pattern.callback, "shows_kept_text", False) and not MAILED & set(
            pattern.pattern.converters
        ):
            yield pattern


def addresses(door: URLPattern, known: dict[str, list[Any]]) -> Iterator[str]:
    names = list(door.pattern.converters)
    for values in product(*(known[name] for name in names)):
        yield reverse(door.name, kwargs=dict(zip(names, values, strict=True)))


def words_at(client: Client, address: str) -> list[str] | None:
    """What is said of a form that was sent with a token from before; nothing: no page for them."""
    client.post(address, {"getypt": "Niet kwijt.", "csrfmiddlewaretoken": BEFORE})
    page = client.get(address, follow=True)
    _start_afresh(client)
    text = b"".join(page) if page.streaming else page.content
    said = [words for words in (SAID, str(NOTHING_HAPPENED)) if words.encode() in text]
    return said if said or page.status_code == 200 else None


def _start_afresh(client: Client) -> None:
    """Leave nothing of this address to the next one."""
    session = client.session
    for key in ("kept_text", "_messages"):
        session.pop(key, None)
    session.save()
    client.cookies.pop("messages", None)


@pytest.mark.slow
def test_no_page_is_silent_about_a_form_that_did_nothing(world):
    people = ("organiser", "member", "moderator", "policymaker", "newcomer")
    clients = [browser_of(world.people[who]) for who in people]
    known = arguments(world)
    said: dict[str, list[str] | None] = {}

    for door in doors(get_resolver().url_patterns):
        tried = (
            words_at(client, address) for address in addresses(door, known) for client in clients
        )
        said[door.name] = next((words for words in tried if words is not None), None)

    silent = {name for name, words in said.items() if not words or len(words) > 1}
    assert len(said) > 70
    assert silent == WITHOUT_FORM
