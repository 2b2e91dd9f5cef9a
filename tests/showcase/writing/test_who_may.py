"""Role × state × act on the pages of writing and reviewing."""

import pytest
from django.test import Client

from showcase.domain import review, withdrawal
from showcase.domain.guests import accept_guest, invite_guest
from showcase.enums import ProjectState
from showcase.pages import ProjectPage
from tests.accounts.factories import make_user
from tests.showcase.factories import change, make_project, make_published
from tests.showcase.writing.filling import page_of

pytestmark = pytest.mark.django_db

DRAFT, IN_REVIEW, ASKED, PUBLISHED, ARCHIVED = ProjectState
STATES = (DRAFT, IN_REVIEW, ASKED, PUBLISHED, ARCHIVED)


def in_state(space, state, editor, moderator):
    if state in (PUBLISHED, ARCHIVED):
        project = make_published(space)
        if state == ARCHIVED:
            withdrawal.archive_project(project, by=editor, reason="Dubbel.")
        return ProjectPage.objects.get(pk=project.pk)
    project = make_project(space)
    if state in (IN_REVIEW, ASKED):
        review.hand_in(project, by=editor)
    if state == ASKED:
        review.ask_addition(project, by=moderator, field="summary", words="Hoeveel?")
        review.send_back(project, by=moderator)
    return ProjectPage.objects.get(pk=project.pk)


@pytest.fixture
def guest_of(editor, mailoutbox):
    """Invite and welcome an adviser to a project."""

    def invite(project):
        from notifications.records import OutgoingMail

        user = make_user("begeleider@dienst.example")
        invite_guest(project, user.email, by=editor)
        text = OutgoingMail.objects.get(template="showcase/mail/guest_invited").text
        token = text.partition("/begeleiding/")[2].partition("/")[0]
        accept_guest(token, by=user)
        return user

    return invite


def browser(user):
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def snapshot(project):
    now = ProjectPage.objects.get(pk=project.pk)
    return now.state, now.latest_revision_id, now.live


#: What each role gets from the page, in every state: shown to write, shown to read, or hidden.
SEES = {
    "editor": ("write", "read", "write", "write", "read"),
    "administrator": ("write", "read", "write", "write", "read"),
    "other_editor": ("hidden",) * 5,
    "policymaker": ("hidden",) * 5,
    "moderator": ("hidden",) * 5,
    "visitor": ("login",) * 5,
}


def people(request, roles):
    return {
        role: None if role == "visitor" else request.getfixturevalue(role) for role in sorted(roles)
    }


def how_it_is_shown(user, project):
    response = browser(user).get(page_of(project), {"pas-aan": ""})
    if response.status_code == 200:
        return "write" if "data-handing-in" in response.text else "read"
    return {302: "login", 404: "hidden"}[response.status_code]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.slow
def test_who_sees_the_plain_page_and_how(request, state, space, editor, moderator):
    project = in_state(space, state, editor, moderator)

    shown = {role: how_it_is_shown(user, project) for role, user in people(request, SEES).items()}

    assert shown == {role: row[STATES.index(state)] for role, row in SEES.items()}


@pytest.mark.parametrize(
    ("state", "shown"),
    [(DRAFT, "write"), (IN_REVIEW, "read"), (ASKED, "write"), (PUBLISHED, "write")],
)
def test_guest_sees_what_the_school_sees(state, shown, space, editor, moderator, guest_of):
    project = in_state(space, state, editor, moderator)

    assert how_it_is_shown(guest_of(project), project) == shown


#: From which states the editor of the school hands in (with a question left open) and takes back.
ACTS = {"dien-in:toch": {DRAFT, ASKED, PUBLISHED}, "neem-terug": {IN_REVIEW}}
OTHERS = ["other_editor", "policymaker", "moderator", "visitor"]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("act", sorted(ACTS))
@pytest.mark.slow
def test_only_the_school_hands_in_and_takes_back(request, act, state, space, editor, moderator):
    project = in_state(space, state, editor, moderator)
    if state == PUBLISHED:
        project = change(project)
    before = snapshot(project)

    for user in people(request, OTHERS).values():
        browser(user).post(page_of(project), {"doe": act})
    after_others = snapshot(project)
    browser(editor).post(page_of(project), {"doe": act})

    assert after_others == before
    assert (snapshot(project) != before) is (state in ACTS[act])


@pytest.mark.slow
def test_guest_writes_but_does_not_hand_in(space, editor, moderator, guest_of):
    from tests.showcase.writing.filling import posted_by

    project = in_state(space, DRAFT, editor, moderator)
    client = browser(guest_of(project))

    page = client.get(page_of(project))
    client.post(page_of(project), posted_by(client, project, summary="Van de begeleider."))
    refused = client.post(page_of(project), {"doe": "dien-in"})

    draft = ProjectPage.objects.get(pk=project.pk).get_latest_revision_as_object()
    assert 'value="dien-in"' not in page.text
    assert draft.summary == "Van de begeleider."
    assert refused.status_code == 403
    assert draft.state == DRAFT


WHERE = {
    "wissen/": {DRAFT},
    "archiveren/": {PUBLISHED},
    "begeleiders/": {DRAFT, IN_REVIEW, ASKED, PUBLISHED},
    "kijkwijzer/": set(STATES),
    "geschiedenis/": set(STATES),
}


@pytest.mark.slow
@pytest.mark.parametrize("state", STATES)
def test_where_people_get(request, state, space, editor, moderator):
    project = in_state(space, state, editor, moderator)
    others = people(request, ["other_editor", "policymaker", "moderator"])

    own = {
        place for place in WHERE if browser(editor).get(page_of(project) + place).status_code == 200
    }
    elsewhere = {
        browser(user).get(page_of(project) + place).status_code
        for role, user in others.items()
        for place in WHERE
        if (role, place) != ("moderator", "archiveren/")
    }
    taken_offline = browser(moderator).get(page_of(project) + "archiveren/").status_code

    assert own == {place for place, states in WHERE.items() if state in states}
    assert elsewhere == {404}
    assert taken_offline == {DRAFT: 404, PUBLISHED: 200}.get(state, 403)


def test_self_evaluation_is_for_the_school_alone(space, editor, moderator, administrator, guest_of):
    project = in_state(space, DRAFT, editor, moderator)
    people = {"guest": guest_of(project), "administrator": administrator, "editor": editor}

    seen = {
        name: browser(user).get(page_of(project) + "kijkwijzer/").status_code
        for name, user in people.items()
    }

    assert seen == {"guest": 403, "administrator": 403, "editor": 200}


#: What each role gets from the page of a review, by state.
REVIEWS = {
    "moderator": (404, 200, 200, 200, 200),
    "epos_moderator": (404, 200, 200, 200, 200),
    "editor": (403,) * 5,
    "other_editor": (403,) * 5,
    "policymaker": (403,) * 5,
    "administrator": (403,) * 5,
    "visitor": (302,) * 5,
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.slow
def test_who_reads_a_submission(request, state, space, editor, moderator):
    project = in_state(space, state, editor, moderator)

    read = {
        role: browser(user).get(f"/mijn/nakijken/{project.pk}/").status_code
        for role, user in people(request, REVIEWS).items()
    }

    assert read == {role: row[STATES.index(state)] for role, row in REVIEWS.items()}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.slow
def test_nobody_but_a_moderator_reviews(request, state, space, editor, moderator):
    project = in_state(space, state, editor, moderator)
    before = snapshot(project)
    roles = ["editor", "other_editor", "policymaker", "administrator"]

    answers = {
        browser(user)
        .post(f"/mijn/nakijken/{project.pk}/", {"doe": act, "vraag-veld-title": "Waarom?"})
        .status_code
        for user in people(request, roles).values()
        for act in ("stel-voor", "stuur-terug", "publiceer", "vraag:veld-title")
    }

    assert answers == {403}
    assert snapshot(project) == before
    assert project.addition_requests.filter(words="Waarom?").exists() is False
