import pytest
from django.urls import reverse
from django.utils import timezone

from institutions.domain.invitations import invite, withdraw_invitation
from institutions.domain.mandates import end_mandate
from institutions.enums import Capacity
from institutions.permissions import institutions_edited_by
from institutions.records import Invitation, Mandate
from tests.accounts.factories import PASSWORD, make_user
from tests.institutions.factories import make_editor, make_institution, make_mandate

PEOPLE = "/mijn/school/de-brug/mensen/"
NEW = "collega@de-brug.example"
DETAILS = {"first_name": "An", "last_name": "Smets", "password": PASSWORD}


def end_address(mandate):
    return reverse("school_end_access", args=[mandate.institution.slug, mandate.pk])


def link(token):
    return reverse("accept_invitation", args=[token])


@pytest.mark.parametrize(
    ("who", "status"),
    [
        (None, 302),
        ("editor", 200),
        ("other_editor", 403),
        ("policymaker", 403),
        ("moderator", 200),
        ("administrator", 200),
    ],
)
def test_who_sees_and_changes_the_people_of_a_school(request, client, school, editor, who, status):
    colleague = make_editor(school)
    invitation, _token = invite(school, "onderweg@de-brug.example", Capacity.TEACHER, by=editor)
    if who:
        client.force_login(request.getfixturevalue(who))
    allowed = status == 200

    seen = client.get(PEOPLE)
    client.post(PEOPLE, {"email": NEW, "capacity": "teacher"})
    client.post(reverse("school_withdraw_invitation", args=["de-brug", invitation.pk]))
    client.post(end_address(Mandate.objects.get(user=colleague)))

    assert seen.status_code == status
    assert (colleague.email in seen.text or str(colleague) in seen.text) == allowed
    assert Invitation.objects.filter(email=NEW).exists() == allowed
    invitation.refresh_from_db()
    assert (invitation.withdrawn_at is not None) == allowed
    assert institutions_edited_by(colleague) == (frozenset() if allowed else {school.pk})


def test_moderator_sees_no_people_of_the_own_institution(client, school, editor, moderator):
    client.force_login(moderator)
    as_moderator = client.get(PEOPLE)
    make_mandate(moderator, school, Capacity.OFFICER)

    refused = client.get(PEOPLE)

    assert "Ilse Peeters" in as_moderator.text
    assert refused.status_code == 403
    assert "Ilse Peeters" not in refused.text


@pytest.mark.parametrize("count", [1, 3])
def test_people_page_has_a_fixed_number_of_queries(
    client, school, editor, count, django_assert_num_queries
):
    colleagues = [make_editor(school) for _ in range(count)]
    for number in range(count):
        invite(school, f"collega{number}@de-brug.example", Capacity.TEACHER, by=editor)
    client.force_login(editor)

    with django_assert_num_queries(8):
        response = client.get(PEOPLE)

    shown = {mandate.user for mandate in response.context["mandates"]}
    assert shown == {editor, *colleagues}
    assert len(response.context["invitations"]) == count


def test_school_with_one_person_is_nudged(client, school, editor):
    client.force_login(editor)
    assert "Je bent de enige" in client.get(PEOPLE).text

    make_editor(school)
    assert "Je bent de enige" not in client.get(PEOPLE).text


def test_school_with_one_person_who_invited_a_colleague_hears_it_is_under_way(
    client, school, editor
):
    client.force_login(editor)
    before = client.get(PEOPLE).text
    invite(school, NEW, Capacity.COORDINATOR, by=editor)
    after = client.get(PEOPLE).text

    said = ["Nodig minstens één collega uit.", "Er is een uitnodiging onderweg."]
    assert [words in before for words in said] == [True, False]
    assert [words in after for words in said] == [False, True]


def test_inviting_twice_says_so_next_to_the_field(client, school, editor):
    client.force_login(editor)
    first = client.post(PEOPLE, {"email": NEW, "capacity": "teacher"})
    second = client.post(PEOPLE, {"email": NEW, "capacity": "teacher"})
    there = client.post(PEOPLE, {"email": editor.email, "capacity": "coordinator"})

    assert (first.status_code, first.url) == (302, PEOPLE)
    assert "al een uitnodiging onderweg" in second.context["form"].errors["email"][0]
    assert f'value="{NEW}"' in second.text
    assert "heeft deze toegang al" in there.context["form"].errors["email"][0]
    assert Invitation.objects.count() == 1


def test_page_says_that_nobody_invites_themselves(client, school, moderator, epos_moderator):
    client.force_login(moderator)
    there = reverse("school_people", args=[school.slug])
    words = "Dit is je eigen adres. Laat iemand anders je uitnodigen."

    refused = client.post(there, {"email": moderator.email, "capacity": Capacity.COORDINATOR})
    assert (words in refused.text, Invitation.objects.exists()) == (True, False)

    waiting, _token = invite(school, moderator.email, Capacity.TEACHER, by=epos_moderator)
    again = reverse("school_resend_invitation", args=[school.slug, waiting.pk])
    assert words in client.post(again, follow=True).text
    waiting.refresh_from_db()
    assert waiting.invited_by == epos_moderator


def test_school_invites_in_its_own_capacities_only(client, school, editor):
    client.force_login(editor)

    response = client.post(PEOPLE, {"email": NEW, "capacity": "moderator"})

    choices = {value for value, _label in response.context["form"].fields["capacity"].choices}
    assert choices == {"coordinator", "head", "teacher", "adviser"}
    assert not Invitation.objects.exists()


def test_last_editor_leaves_only_after_saying_so(client, school, editor):
    mandate = Mandate.objects.get(user=editor)
    client.force_login(editor)

    asked = client.post(end_address(mandate))
    assert "Er blijft niemand over" in asked.text
    assert institutions_edited_by(editor) == {school.pk}

    left = client.post(end_address(mandate), {"even_if_last": "on"})
    assert (left.status_code, left.url) == (302, "/mijn/")
    assert institutions_edited_by(editor) == frozenset()


def test_opening_an_address_where_something_ends_changes_nothing(client, school, editor):
    make_editor(school)
    mandate = Mandate.objects.get(user=editor)
    waiting, _token = invite(school, NEW, Capacity.TEACHER, by=editor)
    before = Invitation.objects.filter(pk=waiting.pk).values().get()
    client.force_login(editor)

    assert client.get(end_address(mandate)).status_code == 200
    for act in ("school_resend_invitation", "school_withdraw_invitation"):
        back = client.get(reverse(act, args=["de-brug", waiting.pk]))
        assert (back.status_code, back.url) == (302, reverse("school_people", args=["de-brug"]))
    assert Invitation.objects.values().get() == before
    assert institutions_edited_by(editor) == {school.pk}


def test_mandate_of_another_school_is_not_found_here(client, editor, other_editor):
    theirs = Mandate.objects.get(user=other_editor)
    client.force_login(editor)

    response = client.post(reverse("school_end_access", args=["de-brug", theirs.pk]))

    assert response.status_code == 404
    assert Mandate.objects.get(pk=theirs.pk).is_active


def test_resend_and_withdraw_a_used_invitation_say_so(client, school, editor):
    invitation, _token = invite(school, NEW, Capacity.TEACHER, by=editor)
    Invitation.objects.update(accepted_at=timezone.now())
    client.force_login(editor)

    for act, words in [("resend", "niet meer open"), ("withdraw", "intussen aanvaard")]:
        address = reverse(f"school_{act}_invitation", args=["de-brug", invitation.pk])
        assert words in client.post(address, follow=True).text


def test_link_makes_an_account_and_signs_in(client, school, editor):
    _invitation, token = invite(school, NEW, Capacity.TEACHER, by=editor)

    page = client.get(link(token))
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    response = client.post(link(token), DETAILS)

    assert (response.status_code, response.url) == (302, "/mijn/")
    assert "De Brug" in client.get("/mijn/").text
    client.logout()
    again = client.post("/account/login/", {"login": NEW, "password": PASSWORD})
    assert again.url == "/mijn/"


def test_link_refuses_a_weak_password_and_keeps_the_name(client, school, editor):
    _invitation, token = invite(school, NEW, Capacity.TEACHER, by=editor)

    response = client.post(link(token), {**DETAILS, "password": "collega"})

    assert set(response.context["form"].errors) == {"password"}
    assert 'value="Smets"' in response.text
    assert Invitation.objects.open().count() == 1


def test_second_click_on_the_new_account_form_lands_well(client, school, editor):
    """The first answer was slow; the same browser, now signed in, sends the form again."""
    _invitation, token = invite(school, NEW, Capacity.TEACHER, by=editor)
    client.post(link(token), DETAILS)

    response = client.post(link(token), DETAILS)

    assert (response.status_code, response.url) == (302, "/mijn/")
    assert Mandate.objects.filter(user__email=NEW).count() == 1


def test_link_asks_a_known_person_to_sign_in_first(client, school, editor):
    make_user(NEW)
    _invitation, token = invite(school, NEW, Capacity.TEACHER, by=editor)

    page = client.get(link(token))
    assert f"/account/login/?next={link(token)}" in page.text
    signed_in = client.post(
        "/account/login/", {"login": NEW, "password": PASSWORD, "next": link(token)}
    )
    assert signed_in.url == link(token)
    assert "Aanvaard de uitnodiging" in client.get(link(token)).text
    assert not Mandate.objects.filter(user__email=NEW).exists(), "opening is not accepting"

    client.post(link(token))
    assert Mandate.objects.filter(user__email=NEW).count() == 1


def test_link_of_somebody_else_says_whose_it_is(client, school, editor, other_editor):
    _invitation, token = invite(school, NEW, Capacity.TEACHER, by=editor)
    client.force_login(other_editor)

    for response in (client.get(link(token)), client.post(link(token))):
        assert response.status_code == 403
        assert NEW in response.text
    assert institutions_edited_by(other_editor) != {school.pk}
    assert Invitation.objects.open().count() == 1


def test_closed_links_say_why(client, school, editor):
    invitation, token = invite(school, NEW, Capacity.TEACHER, by=editor)
    Invitation.objects.update(expires_at=timezone.now())
    expired = client.get(link(token))
    withdraw_invitation(invitation, by=editor)
    withdrawn = client.post(link(token), DETAILS)
    Invitation.objects.update(withdrawn_at=None, accepted_at=timezone.now())
    used = client.get(link(token))
    unknown = client.get(link("bestaat-niet"))

    assert [r.status_code for r in (expired, withdrawn, used, unknown)] == [410, 410, 410, 404]
    assert "verliep op" in expired.text
    assert "ingetrokken" in withdrawn.text
    assert "al gebruikt" in used.text
    assert "kennen deze link niet" in unknown.text


@pytest.mark.parametrize(("who", "status"), [("editor", 404), ("policymaker", 403)])
def test_register_is_closed_to_who_does_not_keep_it(request, client, school, who, status):
    client.force_login(request.getfixturevalue(who))
    mandate = Mandate.objects.first()

    for address in (
        reverse("institutions:index"),
        reverse("institutions:edit", args=[school.pk]),
        reverse("institutions:merge", args=[school.pk]),
        reverse("mandates:index"),
        reverse("mandates:add"),
        reverse("mandates:look", args=[mandate.pk]),
    ):
        assert client.get(address, follow=True).status_code == status


@pytest.mark.slow
def test_moderator_keeps_the_register(client, school, other_school, moderator):
    client.force_login(moderator)
    assert school.name in client.get(reverse("institutions:index"), {"q": "brug"}).text
    details = {"name": "De Nieuwe", "kind": "school", "number": "040444", "country": "BE"}

    client.post(reverse("institutions:add"), details)
    client.post(
        reverse("institutions:edit", args=[school.pk]),
        {"name": "De Brug Gent", "kind": "school", "number": "040428", "country": "BE"},
    )
    merged = client.post(reverse("institutions:merge", args=[other_school.pk]), {"into": school.pk})

    from institutions.records import Institution

    assert Institution.objects.get(number="040444").slug == "de-nieuwe"
    school.refresh_from_db()
    assert (school.name, school.slug) == ("De Brug Gent", "de-brug")
    assert merged.status_code == 302
    assert Institution.objects.get(pk=other_school.pk).merged_into == school


def test_moderator_leaves_the_own_institution_to_another(
    client, school, moderator, epos_moderator, administrator
):
    mandate = make_mandate(moderator, school)
    details = {"name": "De Meander", "kind": "school", "number": "040428", "country": "BE"}
    correct = reverse("institutions:edit", args=[school.pk])
    client.force_login(moderator)

    refused = client.post(correct, details)
    end_mandate(mandate, by=None, even_if_last=True)
    still_refused = client.post(correct, details)

    words = "Je spreekt zelf namens deze instelling. Vraag het een andere moderator."
    assert [words in answer.text for answer in (refused, still_refused)] == [True, True]
    school.refresh_from_db()
    assert school.name == "De Brug"
    for other, name in ((epos_moderator, "De Brug Gent"), (administrator, "De Brug")):
        client.force_login(other)
        client.post(correct, {**details, "name": name})
        school.refresh_from_db()
        assert school.name == name


def test_moderator_sees_no_mandates_of_colleagues(client, school, editor, moderator, administrator):
    own = moderator.mandates.get()
    colleague = make_mandate(make_user(first_name="Wout"), own.institution, Capacity.MODERATOR)
    elsewhere = make_mandate(institution=school)
    client.force_login(moderator)
    listed, look = reverse("mandates:index"), reverse("mandates:look", args=[colleague.pk])

    shown = set(client.get(listed).context["object_list"])
    refused = client.get(look, follow=True)
    client.post(look, {"act": "end"})

    assert shown == set(Mandate.objects.exclude(pk=colleague.pk))
    assert shown >= {own, elsewhere}
    assert ("Wout" in refused.text, colleague.user.email in refused.text) == (False, False)
    assert colleague in Mandate.objects.active()
    assert moderator.email in client.get(reverse("mandates:look", args=[own.pk])).text
    client.force_login(administrator)
    assert set(client.get(listed).context["object_list"]) == set(Mandate.objects.all())
    assert "Wout" in client.get(look).text


def test_moderator_grants_verifies_and_ends_mandates(client, school, moderator):
    person = make_user()
    waiting = Mandate.objects.create(user=person, institution=school, capacity=Capacity.HEAD)
    client.force_login(moderator)
    look = reverse("mandates:look", args=[waiting.pk])

    assert "Ik heb dit nagekeken" in client.get(look).text
    client.post(look, {"act": "verify"})
    granted = client.post(
        reverse("mandates:add"),
        {"email": person.email, "institution": school.pk, "capacity": "teacher"},
    )
    refused = client.post(
        reverse("mandates:add"),
        {"email": person.email, "institution": school.pk, "capacity": "moderator"},
    )
    client.post(look, {"act": "end"})

    assert granted.status_code == 302
    assert set(refused.context["form"].errors) == {"capacity"}
    active = Mandate.objects.active().filter(user=person)
    assert set(active.values_list("capacity", flat=True)) == {"teacher"}
    assert client.get(reverse("mandates:index")).status_code == 200


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=brug", {"De Brug"}),
        ("q=temse", {"De Sluis"}),
        ("q=0404", {"De Brug"}),
        ("q=de sluis", {"De Sluis"}),
        ("q=bestaat niet", set()),
        ("kind=council", {"Vlor"}),
        ("kind=onzin", {"De Brug", "De Sluis", "Vlor"}),
    ],
)
def test_register_is_searched_where_an_institution_is_chosen(
    client, school, moderator, query, found
):
    make_institution("De Sluis", town="Temse")
    client.force_login(moderator)

    response = client.get(f"/beheer/institution_chooser/results/?{query}")

    names = {"De Brug", "De Sluis", "Vlor"}
    assert response.status_code == 200
    assert {name for name in names if name in response.text} == found
