"""The pages with which a school takes a project over."""

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone

from accounts.records import User
from institutions.records import Invitation
from showcase.domain.claim_links import send_claim_link
from showcase.domain.claims import NotOfThisSchool, claim_imported
from showcase.domain.drafting import start_project
from showcase.domain.schools import open_school_space
from showcase.domain.waiting import MOST_SHOWN, imported_waiting_for
from showcase.domain.withdrawal import archive_project
from showcase.forms.claims import ClaimForm
from showcase.pages import ProjectPage
from showcase.records import ClaimLink, ImportedProject
from tests.institutions.factories import make_institution, make_mandate
from tests.showcase.factories import make_index, make_published
from tests.showcase.imports.factories import MEANDER, make_imported

pytestmark = pytest.mark.django_db
NUMBER = "2019-1-BE02-KA229-999001"
BY_NUMBER = "/mijn/projecten/overnemen/"


@pytest.fixture(autouse=True)
def index(db):
    return make_index()


@pytest.fixture
def imported(db):
    return make_imported(NUMBER)


def at(imported):
    return f"{BY_NUMBER}{imported.pk}/"


def names(response):
    return {template.name for template in response.templates}


def test_number_leads_to_the_project(client, editor, imported):
    client.force_login(editor)

    assert "nummer" in client.get(BY_NUMBER).context["form"].fields
    response = client.get(BY_NUMBER, {"nummer": " 2019 1 be02 ka229 999001 "})

    assert (response.status_code, response.url) == (302, at(imported))


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Vul het projectnummer in."),
        ("ons project", "Dit lijkt geen projectnummer. Neem het over zoals in het voorbeeld."),
        (
            "2019-1-BE02-KA229-999002",
            "We vinden geen project met nummer 2019-1-BE02-KA229-999002. Kijk elk teken na.",
        ),
    ],
)
def test_number_that_leads_nowhere_is_explained_and_kept(client, editor, imported, typed, says):
    client.force_login(editor)

    response = client.get(BY_NUMBER, {"nummer": typed})

    assert response.context["form"].errors == {"nummer": [says]}
    assert f'value="{typed}"' in response.text or not typed


def test_school_takes_its_project_over(client, editor, school, imported):
    client.force_login(editor)

    shown = client.get(at(imported))
    response = client.post(at(imported), {"school": school.pk})

    assert shown.context["imported"] == imported
    assert set(shown.context["form"].fields) == {"school"}
    page = ProjectPage.objects.get()
    assert page.title == "Water verbindt"
    assert (response.status_code, response.url) == (302, reverse("my_project", args=[page.pk]))


def test_double_click_makes_one_project(client, editor, school, imported):
    client.force_login(editor)

    first = client.post(at(imported), {"school": school.pk})
    second = client.post(at(imported), {"school": school.pk})

    assert first.url == second.url
    assert ProjectPage.objects.count() == 1


def test_school_that_is_not_named_is_told_whom_to_ask(client, school, editor, moderator):
    imported = make_imported(
        NUMBER, coordinator={"name": "Elders", "country": "BE"}, coordinator_name="Elders"
    )
    client.force_login(editor)

    shown = client.get(at(imported))
    refused = client.post(at(imported), {"school": school.pk, "is_ours": "on"})

    assert [shown.status_code, refused.status_code] == [403, 403]
    assert f"Schrijf het aan de moderatoren, met nummer {NUMBER}." in shown.text
    assert 'href="/toegang/"' in shown.text
    with pytest.raises(NotOfThisSchool):
        claim_imported(imported, institution=school, by=editor)
    assert not ProjectPage.objects.exists()


def test_school_that_is_not_named_takes_over_by_the_link_of_a_moderator(
    client, school, editor, moderator
):
    imported = make_imported(
        NUMBER, coordinator={"name": "Elders", "country": "BE"}, coordinator_name="Elders"
    )
    _link, token = send_claim_link(imported, editor.email, by=moderator, institution=school)
    client.force_login(editor)
    address = reverse("claim_link", args=[token])

    refused = client.post(address, {"school": school.pk})
    client.post(address, {"school": school.pk, "is_ours": "on"})

    assert refused.context["form"].errors == {
        "is_ours": ["Zeg dat je school meedeed aan dit project."]
    }
    assert ProjectPage.objects.get().institution == school


def test_second_number_joins_a_project_of_the_school(client, editor, school, imported):
    page = claim_imported(imported, institution=school, by=editor)
    again = make_imported("2020-1-BE02-KA229-999002")
    client.force_login(editor)

    shown = client.get(at(again))
    client.post(at(again), {"school": school.pk, "project": page.pk})

    assert list(shown.context["form"].fields["project"].queryset) == [page]
    again.refresh_from_db()
    assert again.claimed_page_id == page.pk


def test_project_of_another_school_cannot_be_chosen(
    client, editor, school, other_school, other_editor, imported
):
    theirs = claim_imported(
        make_imported("2020-1-BE02-KA229-999002", partners=[MEANDER]),
        institution=other_school,
        by=other_editor,
    )
    own = claim_imported(make_imported("2020-1-BE02-KA229-999003"), institution=school, by=editor)
    client.force_login(editor)

    response = client.post(at(imported), {"school": school.pk, "project": theirs.pk})

    assert set(response.context["form"].errors) == {"project"}
    assert list(response.context["form"].fields["project"].queryset) == [own]
    assert ImportedProject.objects.unclaimed().get() == imported


def test_school_of_somebody_else_cannot_be_chosen(client, editor, other_school, imported):
    client.force_login(editor)

    response = client.post(at(imported), {"school": other_school.pk})

    assert set(response.context["form"].errors) == {"school"}
    assert not ProjectPage.objects.exists()


def test_who_works_for_two_schools_chooses_one(client, editor, school, other_school):
    imported = make_imported(NUMBER, partners=[MEANDER])
    make_mandate(editor, other_school)
    client.force_login(editor)

    form = client.get(at(imported)).context["form"]
    client.post(at(imported), {"school": other_school.pk})

    assert form.choices_of_school == 2
    assert list(form.fields["school"].queryset) == [school, other_school]
    imported.refresh_from_db()
    assert imported.claimed_by == other_school


def test_project_that_another_school_has_is_not_shown(client, editor, other_school, other_editor):
    imported = make_imported(NUMBER, partners=[MEANDER])
    claim_imported(imported, institution=other_school, by=other_editor)
    client.force_login(editor)

    response = client.get(at(imported))

    assert response.status_code == 409
    assert "showcase/imports/taken.html" in names(response)
    assert other_school.name not in response.text


def test_project_that_the_school_has_leads_there(client, editor, school, imported):
    page = claim_imported(imported, institution=school, by=editor)
    client.force_login(editor)

    assert client.get(at(imported)).url == reverse("my_project", args=[page.pk])


@pytest.mark.parametrize("who", ["policymaker", "moderator", "administrator"])
def test_who_works_for_no_school_is_told_so(client, request, imported, who):
    client.force_login(request.getfixturevalue(who))

    for address in (BY_NUMBER, at(imported)):
        response = client.get(address)
        assert response.status_code == 403
        assert "showcase/imports/no_school.html" in names(response)
    assert client.post(at(imported), {}).status_code == 403
    assert not ProjectPage.objects.exists()


def test_visitor_signs_in_first(client, imported):
    for address in (BY_NUMBER, at(imported)):
        response = client.get(address)
        assert response.status_code == 302
        assert response.url.endswith(f"?next={address}")


@pytest.mark.parametrize("count", [1, 3])
def test_project_page_takes_as_many_statements_for_one_partner_as_for_three(
    client, editor, django_assert_num_queries, count
):
    partner = {"name": "School", "type": "", "address": "", "country": "GR", "website": ""}
    imported = make_imported(NUMBER, partners=[partner] * count)
    client.force_login(editor)

    with django_assert_num_queries(9):
        client.get(at(imported))


@pytest.mark.parametrize("count", [1, 3])
def test_claim_form_asks_once_which_projects_can_take_the_number(
    school, editor, imported, django_assert_num_queries, count
):
    page = open_school_space(school, by=None)
    open_ones = {start_project(page, by=editor, title=f"Open {n}") for n in range(count)}
    archived = make_published(page)
    archive_project(archived, by=editor, reason="Dubbel.")

    with django_assert_num_queries(7):
        form = ClaimForm(imported=imported, by=editor, projects=ProjectPage.objects.all())
        offered = set(form.fields["project"].queryset)

    assert offered == open_ones


# By a mailed link.


@pytest.fixture
def link(imported, school, moderator):
    return send_claim_link(imported, "lies@de-brug.example", by=moderator, institution=school)


def by_link(token):
    return f"/claim/{token}/"


def test_link_shows_the_project_to_a_visitor_and_is_noted(client, link, imported):
    sent, token = link

    response = client.get(by_link(token))

    assert response.status_code == 200
    assert response.context["imported"] == imported
    assert response.context["ways"] == ["access", "sign_in"]
    assert "noindex" in response.text
    assert ClaimLink.objects.get(pk=sent.pk).opened_at is not None


def test_link_lets_the_school_take_the_project_over(client, link, editor, school, imported):
    sent, token = link
    client.force_login(editor)

    shown = client.get(by_link(token))
    response = client.post(by_link(token), {"school": school.pk})

    assert "showcase/imports/claim.html" in names(shown)
    page = ProjectPage.objects.get()
    assert response.url == reverse("my_project", args=[page.pk])
    assert ClaimLink.objects.get(pk=sent.pk).claimed_at is not None
    assert client.get(by_link(token)).url == response.url


def test_link_leads_who_has_no_access_to_an_invitation(client, link):
    _sent, token = link

    response = client.post(f"{by_link(token)}toegang/")

    invitation = Invitation.objects.get()
    assert invitation.email == "lies@de-brug.example"
    assert response.status_code == 302
    assert client.get(response.url).status_code == 200


def test_link_gives_no_access_by_merely_opening_it(client, link):
    _sent, token = link

    assert client.get(f"{by_link(token)}toegang/").status_code == 405
    assert not Invitation.objects.exists()


def test_link_of_another_school_offers_access_not_the_project(client, link, other_editor, school):
    _sent, token = link
    client.force_login(other_editor)

    shown = client.get(by_link(token))
    client.post(by_link(token), {"school": school.pk})

    assert "showcase/imports/link.html" in names(shown)
    assert shown.context["ways"] == ["access"]
    assert not ProjectPage.objects.exists()


def test_link_that_was_used_by_another_is_closed(client, link, imported, school, editor):
    _sent, token = link
    claim_imported(imported, institution=school, by=editor)

    response = client.get(by_link(token))

    assert response.status_code == 410
    assert "showcase/imports/link_closed.html" in names(response)


def test_unknown_link_says_so(client):
    response = client.get(by_link("bestaat-niet"))

    assert response.status_code == 404
    assert "showcase/imports/link_unknown.html" in names(response)


# On the desk.


def claim_sections(response):
    return {s.name: s.context for s in response.context["sections"] if s.name in ON_DESK}


ON_DESK = ("staat-klaar", "overnemen")


def test_desk_shows_what_waits_for_the_school(client, link, editor, imported):
    client.force_login(editor)

    response = client.get("/mijn/")

    assert claim_sections(response) == {"staat-klaar": {"waiting": [imported]}, "overnemen": {}}
    assert response.context["sections"][0].name == "staat-klaar"


def test_desk_and_page_show_what_names_the_school_without_a_link(client, editor, imported):
    make_imported(coordinator_name="De Brug", coordinator={"name": "De Brug", "country": "NL"})
    make_imported(coordinator_name="De Meander", coordinator=MEANDER)
    client.force_login(editor)

    assert claim_sections(client.get("/mijn/"))["staat-klaar"]["waiting"] == [imported]
    page = client.get(BY_NUMBER)
    assert page.context["waiting"] == [imported]
    assert page.text.index(at(imported)) < page.text.index('name="nummer"')


@pytest.mark.parametrize("count", [1, 3])
def test_what_waits_is_found_in_five_queries(
    editor, school, other_school, moderator, django_assert_num_queries, count
):
    """The latest mail first, then what names the school; one that is both counts once."""
    mailed = [make_imported() for _row in range(count)]
    named = [make_imported() for _row in range(count)]
    of_others = make_imported(coordinator_name="De Meander", coordinator=MEANDER)
    for one in mailed:
        send_claim_link(one, editor.email, by=moderator, institution=school)
    send_claim_link(of_others, editor.email, by=moderator, institution=other_school)
    send_claim_link(of_others, "x@voorbeeld.be", by=moderator, institution=school)
    ClaimLink.objects.filter(email="x@voorbeeld.be").update(withdrawn_at=timezone.now())
    taken = make_imported(claimed_by=other_school, claimed_at=timezone.now())

    with django_assert_num_queries(5):
        found = imported_waiting_for(editor)

    assert found == [*reversed(mailed), *reversed(named)][:MOST_SHOWN]
    assert not {of_others, taken} & set(found)


def test_projects_of_a_school_abroad_of_the_same_name_hide_nothing(editor, imported):
    for _row in range(2 * MOST_SHOWN):
        abroad = {"name": "De Brug", "country": "NL"}
        make_imported(coordinator_name="De Brug", coordinator=abroad, call_year=2026)

    assert imported_waiting_for(editor) == [imported]


def test_name_of_a_school_is_found_without_its_capitals_and_accents(editor):
    name = "Brúg, DE vzw"
    theirs = make_imported(coordinator_name=name, coordinator={"name": name, "country": "BE"})

    assert imported_waiting_for(editor) == [theirs]


def test_link_to_another_address_of_a_person_waits_once_it_is_proven(
    editor, other_school, moderator
):
    """As the link itself, which works for every proven address."""
    row = make_imported(coordinator_name="Elders", coordinator={"name": "Elders", "country": "BE"})
    send_claim_link(row, "thuis@voorbeeld.be", by=moderator)
    assert imported_waiting_for(editor) == []

    EmailAddress.objects.create(user=editor, email="Thuis@voorbeeld.be", verified=True)

    assert imported_waiting_for(editor) == [row]


def test_desk_shows_nothing_of_it_to_who_works_for_no_school(client, link, policymaker):
    client.force_login(policymaker)

    assert claim_sections(client.get("/mijn/")) == {}


def test_desk_shows_no_links_of_other_schools(client, link, other_editor):
    client.force_login(other_editor)

    assert claim_sections(client.get("/mijn/")) == {"overnemen": {}}


@pytest.mark.parametrize(
    ("used", "ways"), [(True, ["sign_in", "access"]), (False, ["access", "sign_in"])]
)
def test_link_to_somebody_who_uses_an_account_leads_to_signing_in(
    client, imported, school, moderator, used, ways
):
    """Who has none, or one that nobody ever entered, is led to access first."""
    address = "iemand@voorbeeld.be"
    User.objects.create_user(address, last_login=timezone.now() if used else None)
    _link, token = send_claim_link(imported, address, by=moderator, institution=school)

    assert client.get(by_link(token)).context["ways"] == ways


def test_claim_form_shows_school_names_of_own_institutions_only(client, editor, imported):
    make_institution("Elders", slug="elders")
    client.force_login(editor)

    assert "Elders" not in client.get(at(imported)).text


def test_access_by_link_is_not_mailed_without_end(
    client, link, mailoutbox, django_capture_on_commit_callbacks
):
    """Each click mailed the school again."""
    _row, token = link
    address = reverse("claim_link_access", args=[token])

    with django_capture_on_commit_callbacks(execute=True):
        ways = [client.post(address).url for _click in range(7)]

    assert ["uitnodiging" in way for way in ways] == [True] * 5 + [False] * 2
    assert len([mail for mail in mailoutbox if "uitgenodigd" in mail.subject]) == 5
    assert "Er gingen al veel mails naar dit adres." in client.get(ways[-1]).text
