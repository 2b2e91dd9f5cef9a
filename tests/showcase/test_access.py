"""A school that was never here asks to come in, and writes its first project."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

import sitepages
from accounts.domain.erasure import erase_account
from accounts.mail_limits import FROM_ONE_PLACE, TooManyMailsError
from audit.records import Event
from institutions.domain.invitations import accept_invitation, invite
from institutions.enums import Capacity, InstitutionKind
from institutions.records import Institution, Invitation
from notifications.records import OutgoingMail
from showcase.domain.access import (
    KEEP,
    KEEP_OPEN,
    AccessAnswered,
    NotASchool,
    ask_access,
    decline_access,
    forget_access_requests,
    let_in,
)
from showcase.pages import ProjectPage, SchoolPage
from showcase.records import AccessRequest
from tests.accounts.factories import make_user
from tests.institutions.factories import make_institution, make_mandate
from tests.showcase.factories import make_index

# Nobody is there but whom a test names.
pytestmark = [pytest.mark.django_db, pytest.mark.apart]
SAID = {
    "name": "An Smets",
    "email": "An@De-Sluis.example",
    "school": "De Sluis, Temse",
    "number": "",
    "words": "Ons project over water.",
}


@pytest.fixture(autouse=True)
def index(db):
    return make_index()


@pytest.fixture
def asked(moderator):
    return ask_access(**SAID)


def answer_page(request):
    return f"/mijn/toegang/{request.pk}/"


def test_visitor_asks_access_and_moderators_hear_of_it(
    client, moderator, epos_moderator, mailoutbox, django_capture_on_commit_callbacks
):
    assert client.get("/toegang/").status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post("/toegang/", SAID)

    request = AccessRequest.objects.get()
    assert (response.status_code, response.url) == (302, "/toegang/gevraagd/")
    assert (request.email, request.school) == ("an@de-sluis.example", "De Sluis, Temse")
    assert {mail.to[0] for mail in mailoutbox} == {moderator.email, epos_moderator.email}
    assert answer_page(request) in mailoutbox[0].body
    client.force_login(moderator)
    assert answer_page(request) in client.get("/mijn/").text


def test_texts_promise_what_the_tidying_does(client):
    privacy = Path(sitepages.__file__).parent / "content" / "pages" / "privacy.txt"

    assert (timedelta(days=90), timedelta(days=365)) == (KEEP, KEEP_OPEN)
    for text in (privacy.read_text(), client.get("/toegang/").text):
        said = text.lower()
        assert "drie maanden na het antwoord" in said
        assert "geen antwoord, dan tot een jaar na de vraag" in said or (
            "komt er geen antwoord, een jaar na je vraag" in said
        )


def test_form_says_what_is_missing_and_keeps_the_rest(client):
    response = client.post("/toegang/", {**SAID, "email": "an", "number": "12"})

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"email", "number"}
    assert "Ons project over water." in response.text
    assert not AccessRequest.objects.exists()


def test_asking_again_changes_the_question_and_has_an_end(asked):
    for number in range(4):
        ask_access(**{**SAID, "words": f"Keer {number}"})

    with pytest.raises(TooManyMailsError):
        ask_access(**SAID)
    assert [one.words for one in AccessRequest.objects.all()] == ["Keer 3"]


@pytest.mark.parametrize(
    ("place", "neighbour", "elsewhere"),
    [
        ("203.0.113.7", "203.0.113.7", "203.0.113.8"),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::1", "2001:db8:1:3::1"),
    ],
)
def test_questions_from_one_place_have_an_end(client, place, neighbour, elsewhere):
    def ask(number, address):
        said = {**SAID, "email": f"{number}@school.example"}
        return client.post("/toegang/", said, REMOTE_ADDR=address)

    for number in range(FROM_ONE_PLACE):
        ask(number, place)

    refused = ask(100, neighbour)
    assert refused.status_code == 422
    assert "van deze plek kwamen vandaag al veel vragen" in refused.text
    assert "Ons project over water." in refused.text
    assert ask(101, elsewhere).status_code == 302
    assert AccessRequest.objects.count() == FROM_ONE_PLACE + 1


def test_desk_names_the_oldest_questions_and_leads_to_all(client, moderator, editor):
    for number in range(35):
        AccessRequest.objects.create(email=f"{number}@school.example", school=f"School {number}")
    client.force_login(moderator)

    desk = client.get("/mijn/").text
    pages = [client.get(f"/mijn/toegang/?pagina={page}") for page in (1, 2)]

    assert [f"School {number}<" in desk for number in (0, 4, 5)] == [True, True, False]
    assert "Alle vragen om toegang (35)" in desk
    assert [len(page.context["page"].object_list) for page in pages] == [30, 5]
    client.force_login(editor)
    assert client.get("/mijn/toegang/").status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_questions_takes_as_many_statements_for_one_as_for_three(
    client, moderator, django_assert_num_queries, count
):
    for number in range(count):
        AccessRequest.objects.create(email=f"{number}@school.example", school=f"School {number}")
    client.force_login(moderator)
    client.get("/mijn/toegang/")

    with django_assert_num_queries(5):
        response = client.get("/mijn/toegang/")

    assert len(response.context["page"].object_list) == count


def test_only_a_school_is_let_in(asked, moderator):
    office = make_institution(kind=InstitutionKind.COUNCIL)

    with pytest.raises(NotASchool):
        let_in(asked, office, by=moderator)
    assert not Invitation.objects.exists()


def test_same_words_for_an_address_with_an_account(client, editor):
    ways = [
        client.post("/toegang/", {**SAID, "email": email})
        for email in (editor.email, "niemand@nergens.example")
    ]

    assert [(way.status_code, way.url) for way in ways] == [(302, "/toegang/gevraagd/")] * 2


def test_new_school_is_let_in_and_hands_in_a_project(client, asked, moderator):
    client.force_login(moderator)
    unknown = client.post(answer_page(asked), {"act": "let_in", "in-school": "De Sluis"})
    assert set(unknown.context["letting"].errors) == {"school"}

    said = {"act": "let_in", "in-school": "De Sluis", "in-is_new": "on"}
    response = client.post(answer_page(asked), said)

    assert (response.status_code, response.url) == (302, "/mijn/")
    school = Institution.objects.get(name="De Sluis")
    asked.refresh_from_db()
    assert (asked.institution, asked.answered_by) == (school, moderator)
    assert SchoolPage.objects.get().institution == school
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.capacity) == ("an@de-sluis.example", Capacity.COORDINATOR)
    newcomer = make_user("an@de-sluis.example")
    token = invitation.renew(timedelta(days=1))
    invitation.save()
    accept_invitation(token, by=newcomer)
    client.force_login(newcomer)
    client.post("/mijn/projecten/nieuw/")
    assert ProjectPage.objects.get().institution == school
    assert {event.verb for event in Event.objects.filter(object_type="showcase.accessrequest")} == {
        "ask_access",
        "answer_access",
    }


def test_school_of_the_register_is_found_by_name_or_number(asked, school, moderator, client):
    client.force_login(moderator)

    client.post(answer_page(asked), {"act": "let_in", "in-school": school.number})

    asked.refresh_from_db()
    assert asked.institution == school
    assert Institution.objects.filter(name=school.name).count() == 1


def test_moderator_says_why_not(
    client, asked, moderator, mailoutbox, django_capture_on_commit_callbacks
):
    client.force_login(moderator)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(answer_page(asked), {"act": "decline", "niet-reason": "Enkel voor scholen."})

    assert [mail.to for mail in mailoutbox] == [["an@de-sluis.example"]]
    assert "Enkel voor scholen." in mailoutbox[0].body
    assert not AccessRequest.objects.open().exists()


def test_two_moderators_do_not_both_answer(asked, school, moderator, epos_moderator):
    let_in(asked, school, by=moderator)

    with pytest.raises(AccessAnswered):
        decline_access(asked, "Neen.", by=epos_moderator)


def test_only_moderators_answer(client, asked, school, editor, policymaker, administrator):
    for person in (editor, policymaker, administrator):
        client.force_login(person)
        assert client.get(answer_page(asked)).status_code == 403
        with pytest.raises(PermissionDenied):
            let_in(asked, school, by=person)


def test_moderator_does_not_let_in_herself(client, school, moderator):
    asked = ask_access(**{**SAID, "email": moderator.email})
    client.force_login(moderator)

    known = client.post(answer_page(asked), {"act": "let_in", "in-school": school.number})
    said = {"act": "let_in", "in-school": "De Sluis", "in-is_new": "on"}
    added = client.post(answer_page(asked), said)

    words = "Dit is je eigen vraag. Laat ze aan een andere moderator."
    assert (words in known.text, words in added.text) == (True, True)
    assert list(AccessRequest.objects.open()) == [asked]
    assert not Institution.objects.filter(name="De Sluis").exists()
    assert not Invitation.objects.exists()


def test_questions_are_erased_with_the_person_and_after_their_term(asked, moderator):
    person = make_user("an@de-sluis.example")
    erase_account(person, by=person)
    assert not AccessRequest.objects.exists()

    answered = ask_access(**{**SAID, "email": "b@de-sluis.example"})
    decline_access(answered, "Neen.", by=moderator)
    waiting = ask_access(**{**SAID, "email": "c@de-sluis.example"})
    old = timezone.now() - timedelta(days=91)
    AccessRequest.objects.update(asked_at=old)
    AccessRequest.objects.filter(pk=answered.pk).update(answered_at=old)

    assert forget_access_requests() == 1
    assert list(AccessRequest.objects.all()) == [waiting]


def test_first_person_of_a_school_opens_its_space(school):
    mandate = make_mandate(institution=school)

    page = SchoolPage.objects.get()
    assert page.institution == school
    assert list(page.group.user_set.all()) == [mandate.user]


def test_no_space_opens_for_an_adviser_or_an_administration(policymaker, school):
    make_mandate(institution=school, capacity=Capacity.ADVISER)

    assert not SchoolPage.objects.exists()


def test_who_was_invited_before_is_mailed_again(asked, school, editor, moderator):
    invite(school, asked.email, Capacity.COORDINATOR, by=editor)
    OutgoingMail.objects.all().delete()

    let_in(asked, school, by=moderator)

    assert [one.recipients for one in OutgoingMail.objects.all()] == [[asked.email]]


def test_who_works_there_already_is_told_so(asked, school, moderator):
    make_mandate(make_user(asked.email), school)
    OutgoingMail.objects.all().delete()

    let_in(asked, school, by=moderator)

    told = OutgoingMail.objects.get(template="showcase/mail/access_there")
    assert (told.recipients, "Je werkt daar al" in told.text) == ([asked.email], True)
