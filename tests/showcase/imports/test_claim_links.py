"""Personal links: sent, opened, claimed, published."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from institutions.domain.invitations import accept_with_new_account
from institutions.domain.mandates import end_mandate
from institutions.permissions import institutions_edited_by
from institutions.records import Invitation, Mandate
from notifications.records import OutgoingMail
from showcase.domain import claim_links
from showcase.domain.claim_links import (
    AccessGivenBefore,
    AnotherPersonsLink,
    ClaimLinkClosed,
    UnknownClaimLink,
    claim_by_link,
    erase_links_of,
    find_claim_link,
    forget_old_links,
    invite_by_link,
    send_claim_link,
)
from showcase.domain.claims import AlreadyClaimed, NotOfThisSchool, claim_imported, release_claim
from showcase.enums import ClaimLinkState
from showcase.records import ClaimLink
from tests.accounts.factories import make_user
from tests.institutions.factories import make_mandate
from tests.sharing import made_once
from tests.showcase.factories import make_index
from tests.showcase.imports.factories import make_imported

pytestmark = pytest.mark.django_db
NEW = "nieuw@de-brug.example"


@pytest.fixture(autouse=True)
def index(db):
    return make_index()


@made_once
def imported(db):
    return make_imported("2019-1-BE02-KA229-999001")


def state_of(link):
    return ClaimLink.objects.get(pk=link.pk).state


def test_link_is_mailed_and_only_its_digest_is_kept(
    imported, school, moderator, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        link, token = send_claim_link(
            imported, " Lies@De-Brug.example ", by=moderator, institution=school
        )

    [sent] = mail.outbox
    assert sent.to == ["lies@de-brug.example"]
    assert "2019-1-BE02-KA229-999001" in sent.subject
    assert re.findall(r"/claim/(\S+)/", sent.body) == [token]
    assert "De Brug" in sent.body
    assert token not in str(list(ClaimLink.objects.values()))
    assert state_of(link) == ClaimLinkState.SENT


def test_link_is_sent_by_moderators_only(imported, school, editor, policymaker, administrator):
    for user in (editor, policymaker, administrator):
        with pytest.raises(PermissionDenied):
            send_claim_link(imported, "lies@de-brug.example", by=user, institution=school)

    assert not ClaimLink.objects.exists()


def test_link_is_not_sent_for_what_a_school_has(imported, school, editor, moderator):
    claim_imported(imported, institution=school, by=editor)

    with pytest.raises(AlreadyClaimed):
        send_claim_link(imported, "lies@de-brug.example", by=moderator)


def test_later_link_replaces_the_earlier_one(imported, school, editor, moderator):
    earlier, old = send_claim_link(imported, editor.email, by=moderator, institution=school)
    _later, _token = send_claim_link(imported, editor.email, by=moderator, institution=school)

    assert state_of(earlier) == ClaimLinkState.EXPIRED
    with pytest.raises(ClaimLinkClosed):
        claim_by_link(old, institution=school, by=editor)


def test_link_tells_how_far_it_came(imported, school, editor, moderator):
    link, token = send_claim_link(imported, editor.email, by=moderator, institution=school)
    find_claim_link(token).note_opening()
    assert state_of(link) == ClaimLinkState.OPENED
    first = ClaimLink.objects.get(pk=link.pk).opened_at

    find_claim_link(token).note_opening()
    assert ClaimLink.objects.get(pk=link.pk).opened_at == first

    page = claim_by_link(token, institution=school, by=editor)
    assert state_of(link) == ClaimLinkState.CLAIMED

    type(page).objects.filter(pk=page.pk).update(first_published_at=timezone.now())
    assert state_of(link) == ClaimLinkState.PUBLISHED


def test_claim_by_number_closes_the_link_to_the_same_school(imported, school, editor, moderator):
    link, _token = send_claim_link(imported, NEW, by=moderator, institution=school)

    claim_imported(imported, institution=school, by=editor)

    assert state_of(link) == ClaimLinkState.CLAIMED


def test_following_a_used_link_again_gives_the_same_project(imported, school, editor, moderator):
    _link, token = send_claim_link(imported, editor.email, by=moderator, institution=school)

    first = claim_by_link(token, institution=school, by=editor)

    assert claim_by_link(token, institution=school, by=editor).pk == first.pk


def test_link_of_a_school_is_good_for_its_people_only(
    imported, school, other_school, editor, other_editor, moderator
):
    _link, token = send_claim_link(imported, NEW, by=moderator, institution=school)

    for institution, by in ((other_school, other_editor), (school, other_editor)):
        with pytest.raises(AnotherPersonsLink):
            claim_by_link(token, institution=institution, by=by)
    assert claim_by_link(token, institution=school, by=editor).institution == school


def test_link_without_a_school_is_good_for_its_address_only(
    imported, school, other_school, editor, other_editor, moderator
):
    _link, token = send_claim_link(imported, editor.email, by=moderator)

    with pytest.raises(AnotherPersonsLink):
        claim_by_link(token, institution=other_school, by=other_editor)
    assert claim_by_link(token, institution=school, by=editor).institution == school


def test_link_that_is_too_old_does_nothing(imported, school, editor, moderator):
    link, token = send_claim_link(imported, editor.email, by=moderator, institution=school)
    past = timezone.now() - timedelta(days=1)
    ClaimLink.objects.filter(pk=link.pk).update(sent_at=past - timedelta(1), expires_at=past)

    with pytest.raises(ClaimLinkClosed):
        claim_by_link(token, institution=school, by=editor)
    with pytest.raises(ClaimLinkClosed):
        invite_by_link(token)


def test_unknown_link_is_unknown():
    with pytest.raises(UnknownClaimLink):
        find_claim_link("geen-token")


def test_release_takes_back_the_link_that_led_there(imported, school, editor, moderator):
    link, token = send_claim_link(imported, editor.email, by=moderator, institution=school)
    claim_by_link(token, institution=school, by=editor)

    release_claim(imported, by=moderator)

    assert state_of(link) == ClaimLinkState.EXPIRED
    with pytest.raises(ClaimLinkClosed):
        claim_by_link(token, institution=school, by=editor)


def test_link_leads_somebody_without_an_account_into_the_school(imported, school, moderator):
    _link, token = send_claim_link(imported, NEW, by=moderator, institution=school)

    invitation = invite_by_link(token)
    user, _mandate = accept_with_new_account(
        invitation, first_name="Nina", last_name="Nieuw", password="een-lang-geheim-woord"
    )

    assert user.email == NEW
    assert claim_by_link(token, institution=school, by=user).institution == school


def test_link_followed_twice_renews_the_invitation(imported, school, moderator):
    _link, token = send_claim_link(imported, NEW, by=moderator, institution=school)

    first, second = invite_by_link(token), invite_by_link(token)

    assert first != second
    assert Invitation.objects.count() == 1


def test_link_gives_access_once(imported, school, moderator):
    _link, token = send_claim_link(imported, NEW, by=moderator, institution=school)
    user, mandate = accept_with_new_account(
        invite_by_link(token),
        first_name="Nina",
        last_name="Nieuw",
        password="een-lang-geheim-woord",
    )
    Mandate.objects.filter(pk=mandate.pk).update(
        ended_at=timezone.now(), until=timezone.localdate()
    )

    with pytest.raises(AccessGivenBefore):
        invite_by_link(token)
    assert not Invitation.objects.undecided().exists()
    assert institutions_edited_by(user) == frozenset()


def test_link_that_gave_access_says_whom_to_ask(client, imported, school, moderator):
    link, token = send_claim_link(imported, NEW, by=moderator, institution=school)
    ClaimLink.objects.filter(pk=link.pk).update(access_given_at=timezone.now())

    response = client.post(f"/claim/{token}/toegang/", follow=True)

    assert response.redirect_chain == [(f"/claim/{token}/", 302)]
    assert "Vraag een collega van de school om een uitnodiging." in response.text


def test_ended_mandate_closes_the_links_to_that_person(
    imported, school, other_school, editor, moderator
):
    leaver = make_mandate(make_user(NEW), school)
    link, token = send_claim_link(imported, NEW, by=moderator, institution=school)
    elsewhere, _token = send_claim_link(
        make_imported("2019-1-BE02-KA229-999002"), NEW, by=moderator, institution=other_school
    )
    colleagues, _token = send_claim_link(imported, editor.email, by=moderator, institution=school)

    end_mandate(leaver, by=editor)

    assert state_of(link) == ClaimLinkState.EXPIRED
    assert set(ClaimLink.objects.working()) == {elsewhere, colleagues}
    with pytest.raises(ClaimLinkClosed):
        invite_by_link(token)


def test_link_without_a_school_gives_no_access(imported, moderator):
    _link, token = send_claim_link(imported, NEW, by=moderator)

    with pytest.raises(AnotherPersonsLink):
        invite_by_link(token)


def test_form_of_a_link_begins_with_the_school_that_coordinated(
    client, imported, school, moderator
):
    client.force_login(moderator)

    asked = client.get(reverse("imported:look", args=[imported.pk])).context["form"]

    assert asked["institution"].value() == school.pk


def test_link_without_a_school_leads_who_has_no_account_to_asking_access(
    client, imported, moderator
):
    _link, token = send_claim_link(imported, NEW, by=moderator)

    shown = client.get(reverse("claim_link", args=[token])).text

    assert 'href="/toegang/"' in shown


def test_link_of_somebody_who_may_no_longer_invite_gives_no_access(imported, school, moderator):
    _link, token = send_claim_link(imported, NEW, by=moderator, institution=school)
    moderator.groups.clear()

    with pytest.raises(PermissionDenied):
        invite_by_link(token)
    assert not Invitation.objects.exists()


def test_link_mailed_to_its_sender_gives_no_access(client, imported, school, moderator):
    _link, token = send_claim_link(imported, moderator.email, by=moderator, institution=school)

    refused = client.post(f"/claim/{token}/toegang/", follow=True)

    assert refused.redirect_chain == [(f"/claim/{token}/", 302)]
    assert "Deze link gaat naar wie hem stuurde." in refused.text
    assert not Invitation.objects.exists()


def test_links_are_forgotten_a_year_after_they_stopped_working(imported, moderator):
    old, _token = send_claim_link(imported, "oud@voorbeeld.example", by=moderator)
    kept, _token = send_claim_link(imported, "nieuw@voorbeeld.example", by=moderator)
    long_ago = timezone.now() - claim_links.KEEP - timedelta(days=1)
    ClaimLink.objects.filter(pk=old.pk).update(
        sent_at=long_ago - timedelta(days=60), expires_at=long_ago
    )

    assert forget_old_links() == 1
    assert list(ClaimLink.objects.all()) == [kept]


def test_links_to_a_person_go_when_the_person_is_erased(imported, moderator):
    user = make_mandate().user
    send_claim_link(imported, user.email, by=moderator)
    kept, _token = send_claim_link(imported, "ander@voorbeeld.example", by=moderator)

    erase_links_of(user, [user.email.upper()])

    assert list(ClaimLink.objects.all()) == [kept]


def test_moderator_mails_no_link_to_the_own_school(imported, school, other_school, moderator):
    make_mandate(moderator, other_school)

    with pytest.raises(PermissionDenied):
        send_claim_link(imported, moderator.email, by=moderator, institution=other_school)
    _link, token = send_claim_link(imported, moderator.email, by=moderator)
    with pytest.raises(NotOfThisSchool):
        claim_by_link(token, institution=other_school, by=moderator)


def test_school_left_last_month_is_still_the_own_school(imported, other_school, moderator):
    mandate = make_mandate(moderator, other_school)
    end_mandate(mandate, by=None, even_if_last=True)

    with pytest.raises(PermissionDenied):
        send_claim_link(imported, "x@elders.example", by=moderator, institution=other_school)


@pytest.mark.slow
def test_card_on_the_desk_leads_to_what_the_link_vouches_for(
    client, other_school, other_editor, moderator
):
    imported = make_imported()
    send_claim_link(imported, other_editor.email, by=moderator, institution=other_school)
    client.force_login(other_editor)
    address = reverse("claim_project", args=[imported.pk])

    assert address in client.get("/mijn/").text
    assert client.get(address).status_code == 200
    taken = client.post(address, {"school": other_school.pk, "is_ours": "on"})

    imported.refresh_from_db()
    assert (taken.status_code, imported.claimed_by) == (302, other_school)


def test_mail_and_page_say_who_wrote(client, imported, school, moderator):
    _link, token = send_claim_link(imported, NEW, by=moderator, institution=school)

    page = client.get(reverse("claim_link", args=[token])).text

    assert f"{moderator.get_full_name()} van Vlor" in page
    assert f"mailto:{moderator.email}" in page
    text = OutgoingMail.objects.get(template="showcase/imports/claim_link").text
    assert f"{moderator.get_full_name()}, Vlor" in text
