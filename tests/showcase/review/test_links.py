"""Every link of every mail, message and page on the way of a school and a moderator opens."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from accounts.records import User
from notifications.records import OutgoingMail
from showcase.domain import completion, review, withdrawal
from showcase.enums import ChildKind
from showcase.records import CompletionProposal
from tests.sharing import made_once
from tests.showcase.admin.test_editing import address, opened
from tests.showcase.factories import (
    change,
    make_project,
    make_published,
    make_school_page,
    make_term,
)
from tests.showcase.review.test_review_page import fresh, sheet_of
from vocabularies.enums import Scheme

pytestmark = pytest.mark.django_db

OURS = "http://localhost:8000"


class Walk:
    """Follows links as somebody, each once; remembers which led nowhere, and from where."""

    def __init__(self, user: User) -> None:
        self.client = Client()
        self.client.force_login(user)
        self.dead: set[tuple[str, str]] = set()
        self.followed: set[str] = set()

    def page(self, path: str) -> None:
        """Follow everything that the page at ``path`` shows."""
        response = self.client.get(path, follow=True)
        if response.status_code != 200:
            self.dead.add((path, str(response.status_code)))
            return
        here = response.redirect_chain[-1][0] if response.redirect_chain else path
        soup = BeautifulSoup(response.content, "html.parser")
        for link in soup.select("main a[href], .messages a[href]"):
            self.link(urljoin(here, link["href"]), found_on=here, soup=soup)

    def mails(self) -> None:
        """Follow everything that was mailed to anybody, as this person if it was theirs."""
        user = User.objects.get(pk=self.client.session["_auth_user_id"])
        for mail in OutgoingMail.objects.all():
            if user.email in mail.recipients:
                for link in re.findall(rf"{OURS}(\S+)", mail.text):
                    self.link(link, found_on=mail.template)

    def link(self, target: str, *, found_on: str, soup: BeautifulSoup | None = None) -> None:
        parts = urlsplit(target)
        if parts.scheme or parts.netloc or parts.path.endswith(("/logout/", "/afmelden/")):
            return
        key = f"{parts.path}?{parts.query}#{parts.fragment}"
        if key in self.followed:
            return
        self.followed.add(key)
        is_here = soup is not None and parts.path == urlsplit(found_on).path
        if not is_here:
            response = self.client.get(f"{parts.path}?{parts.query}", follow=True)
            if response.status_code != 200:
                self.dead.add((found_on, f"{target}: {response.status_code}"))
                return
            if not parts.fragment:
                return
            soup = BeautifulSoup(response.content, "html.parser")
        if parts.fragment and soup is not None and soup.find(id=parts.fragment) is None:
            self.dead.add((found_on, f"{target}: no such place"))


def of_school(project):
    yield "/mijn/"
    yield reverse("my_project", args=[project.pk])
    yield reverse("project_history", args=[project.pk])
    yield reverse("wagtailadmin_home")
    yield address(project)


def of_moderator(project):
    yield "/mijn/"
    yield "/mijn/nakijken/"
    yield sheet_of(project)


def walk(editor, moderator, project):
    """Walk through everything as both; return what led nowhere."""
    school, reviewer = Walk(editor), Walk(moderator)
    for path in of_school(project):
        school.page(path)
    for path in of_moderator(project):
        reviewer.page(path)
    school.mails()
    reviewer.mails()
    return school.dead | reviewer.dead


@made_once
def made(school, editor, moderator):
    return make_project(make_school_page(school), title="Stage zonder grenzen")


@pytest.mark.slow
def test_links_open_after_handing_in_from_the_admin(made, editor, moderator):
    client = Client()
    client.force_login(editor)
    data = opened(client, made)
    data["action-submit"] = "1"
    handed_in = client.post(address(made), data)

    walker = Walk(editor)
    walker.client = client
    walker.page(handed_in.url)

    assert walker.dead == set()
    assert reverse("my_project", args=[made.pk]) + "?#" in walker.followed
    assert walk(editor, moderator, fresh(made)) == set()


@pytest.mark.slow
def test_links_open_while_additions_are_asked_and_proposed(made, editor, moderator):
    review.hand_in(made, by=editor)
    result = made.get_latest_revision_as_object().result_drafts.get()
    book = make_term(Scheme.OUTPUT_TYPES, "boek")
    completion.propose_completion(
        made, {(ChildKind.RESULT, result.uuid): {"type": book.pk}}, by=moderator
    )
    review.ask_addition(made, by=moderator, field="partners", words="Met wie?")
    in_review = walk(editor, moderator, fresh(made))
    review.send_back(made, by=moderator)

    assert in_review == set()
    assert walk(editor, moderator, fresh(made)) == set()
    completion.confirm_proposal(CompletionProposal.objects.get(), by=editor)
    OutgoingMail.objects.all().delete()  # what they asked to confirm is confirmed
    assert walk(editor, moderator, fresh(made)) == set()


@pytest.mark.slow
def test_links_open_after_taking_back(made, editor, moderator):
    review.hand_in(made, by=editor)
    review.take_back(made, by=editor)

    assert walk(editor, moderator, fresh(made)) == set()


@pytest.mark.slow
def test_links_open_once_published_withdrawn_and_offline(school, editor, moderator):
    project = make_published(make_school_page(school), conclusions=2)
    online = walk(editor, moderator, project)
    review.hand_in(change(project), by=editor)
    conclusion, _other = project.conclusions.all()
    withdrawal.withdraw_conclusion(conclusion, by=editor, reason="Achterhaald.")
    withdrawn = walk(editor, moderator, fresh(project))
    withdrawal.archive_project(fresh(project), by=editor, reason="De school sloot.")
    offline = walk(editor, moderator, fresh(project))
    withdrawal.reopen_project(fresh(project), by=moderator)

    assert (online, withdrawn, offline) == (set(), set(), set())
    assert walk(editor, moderator, fresh(project)) == set()
