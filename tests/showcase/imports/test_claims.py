"""A school takes an imported project over, and gives it back."""

import threading
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from audit.records import Event
from institutions.enums import Capacity
from institutions.records import Institution, Mandate
from showcase.domain.claim_links import send_claim_link
from showcase.domain.claims import (
    AlreadyClaimed,
    AnotherSchoolsProject,
    NotClaimed,
    NotOfThisSchool,
    claim_imported,
    find_imported,
    release_claim,
)
from showcase.domain.drafting import delete_draft
from showcase.domain.imported_drafts import names_school, own_organisation
from showcase.enums import ProjectState
from showcase.eplus.languages import language_of
from showcase.pages import ProjectPage
from showcase.records import ImportedProject
from tests.institutions.factories import make_editor, make_institution, make_mandate
from tests.showcase.factories import make_index, make_project, make_school_page
from tests.showcase.imports.factories import MEANDER, make_imported
from vocabularies.enums import Scheme
from vocabularies.records import Term, Theme

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def index(db):
    return make_index()


def draft_of(page):
    return ProjectPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def test_claim_makes_a_draft_of_the_school_from_the_row(vocabularies, school, editor):
    imported = make_imported(
        programme=Term.objects.get(scheme=Scheme.PROGRAMMES, slug="ka229"),
        start_date=date(2019, 9, 1),
        end_date=date(2021, 8, 31),
        website="https://water.example",
    )
    imported.themes.set(Theme.objects.filter(slug__in=["cultureel-erfgoed", "klimaat-en-milieu"]))

    page = claim_imported(imported, institution=school, by=editor)

    draft = draft_of(page)
    assert (page.live, page.state, page.institution) == (False, ProjectState.DRAFT, school)
    assert draft.title == "Water verbindt"
    assert draft.summary == "Vier scholen meten de rivier, en zij leren van elkaar."
    assert draft.language == "nl"
    assert draft.programme.slug == "ka229"
    assert (draft.start_date, draft.end_date) == (date(2019, 9, 1), date(2021, 8, 31))
    assert draft.grant_eur == 31250
    assert draft.website == "https://water.example"
    assert {theme.slug for theme in draft.themes.all()} == {
        "cultureel-erfgoed",
        "klimaat-en-milieu",
    }
    assert [one.number for one in draft.project_numbers.all()] == [imported.number]
    assert [(p.name, p.country.slug, p.role) for p in draft.partners.all()] == [
        ("Lykeio Paradeigma", "gr", "partner")
    ]
    imported.refresh_from_db()
    assert (imported.claimed_by, imported.claimed_page_id) == (school, page.pk)
    assert imported.claimed_at is not None
    event = Event.objects.get(verb="claim_imported")
    assert event.actor_id == editor.pk
    assert event.detail == {"institution": school.pk, "page": page.pk}


def test_claim_by_a_partner_keeps_the_coordinator_among_the_partners(other_school, other_editor):
    imported = make_imported(
        partners=[{"name": "de meander", "type": "", "country": "BE", "website": ""}]
    )

    page = claim_imported(imported, institution=other_school, by=other_editor)

    assert [(p.name, p.role) for p in draft_of(page).partners.all()] == [("De Brug", "coördinator")]


def test_claim_bounds_what_the_export_writes_at_length(vocabularies, school, editor):
    imported = make_imported(title="lang " * 90, summary="zin " * 2000)
    imported.themes.set(Theme.objects.all()[:5])

    draft = draft_of(claim_imported(imported, institution=school, by=editor))

    assert len(draft.title) <= 255
    assert len(draft.summary) <= 2000
    assert draft.themes.count() == 3


def test_claiming_twice_gives_the_same_project(school, editor):
    imported = make_imported()

    first = claim_imported(imported, institution=school, by=editor)
    second = claim_imported(imported, institution=school, by=editor)

    assert first.pk == second.pk
    assert ProjectPage.objects.count() == 1
    assert Event.objects.filter(verb="claim_imported").count() == 1


def test_second_claim_adds_its_number_and_partners_to_a_project(school, editor):
    page = claim_imported(make_imported("2019-1-BE02-KA229-999001"), institution=school, by=editor)
    again = make_imported(
        "2020-1-BE02-KA229-999002",
        partners=[
            {"name": "Lykeio Paradeigma", "type": "", "country": "GR", "website": ""},
            {"name": "Escuela Ejemplo", "type": "", "country": "ES", "website": ""},
        ],
    )

    same = claim_imported(again, institution=school, by=editor, project=page)

    draft = draft_of(page)
    assert same.pk == page.pk
    assert [one.number for one in draft.project_numbers.all()] == [
        "2019-1-BE02-KA229-999001",
        "2020-1-BE02-KA229-999002",
    ]
    assert {p.name for p in draft.partners.all()} == {"Lykeio Paradeigma", "Escuela Ejemplo"}
    assert set(ImportedProject.objects.values_list("claimed_page", flat=True)) == {page.pk}


def test_claim_is_refused_to_who_does_not_work_for_the_school(
    school, other_editor, moderator, policymaker, administrator
):
    imported = make_imported()
    adviser = make_mandate(institution=school, capacity=Capacity.ADVISER).user

    for user in (other_editor, moderator, policymaker, administrator, adviser):
        with pytest.raises(PermissionDenied):
            claim_imported(imported, institution=school, by=user)

    assert not ProjectPage.objects.exists()


def test_claim_is_refused_when_another_school_has_it(school, editor, other_school, other_editor):
    imported = make_imported()
    claim_imported(imported, institution=school, by=editor)

    with pytest.raises(AlreadyClaimed):
        claim_imported(imported, institution=other_school, by=other_editor)


def test_claim_is_refused_on_a_project_of_another_school(
    school, editor, other_school, other_editor
):
    theirs = make_project(make_school_page(other_school))

    with pytest.raises(AnotherSchoolsProject):
        claim_imported(make_imported(), institution=school, by=editor, project=theirs)

    assert not ImportedProject.objects.claimed().exists()


@pytest.mark.parametrize(
    ("town", "takes"),
    [("", True), ("Gent", True), ("GENT", True), ("Gént", True), ("Brugge", False), ("Gen", False)],
)
def test_school_of_that_name_in_another_town_takes_nothing(school, editor, town, takes):
    imported = make_imported()
    school.town = town
    school.save()

    if takes:
        assert claim_imported(imported, institution=school, by=editor).institution == school
        return
    with pytest.raises(NotOfThisSchool):
        claim_imported(imported, institution=school, by=editor)
    assert not ImportedProject.objects.claimed().exists()


def test_of_two_schools_with_one_name_neither_takes_a_project_by_number(school, editor, moderator):
    """Not even the one that has its town right: a moderator says which it is."""
    imported, later = make_imported(), make_imported()
    twin = make_institution("Brug, DE School", town="Gent")
    twins = make_editor(twin)

    for institution, by in ((twin, twins), (school, editor)):
        with pytest.raises(NotOfThisSchool):
            claim_imported(imported, institution=institution, by=by)

    send_claim_link(imported, editor.email, by=moderator, institution=school)
    assert claim_imported(imported, institution=school, by=editor).institution == school
    Institution.objects.filter(pk=twin.pk).update(merged_into=school)
    assert claim_imported(later, institution=school, by=editor).institution == school


def test_school_that_threw_its_draft_away_can_claim_again(school, editor):
    imported = make_imported()
    page = claim_imported(imported, institution=school, by=editor)
    delete_draft(page, by=editor)

    again = claim_imported(imported, institution=school, by=editor)

    assert again.pk != page.pk
    imported.refresh_from_db()
    assert imported.claimed_page_id == again.pk


@pytest.mark.django_db(transaction=True)
def test_two_schools_at_once_one_gets_it(school, editor, other_school, other_editor):
    make_index()
    imported = make_imported(partners=[MEANDER])
    start = threading.Barrier(2)
    outcomes = []

    def work(institution, by):
        try:
            start.wait(timeout=20)
            claim_imported(imported, institution=institution, by=by)
            outcomes.append("claimed")
        except AlreadyClaimed:
            outcomes.append("taken")
        finally:
            connection.close()

    threads = [
        threading.Thread(target=work, args=pair)
        for pair in ((school, editor), (other_school, other_editor))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert sorted(outcomes) == ["claimed", "taken"]
    assert ProjectPage.objects.count() == 1


def test_moderator_releases_a_claim_and_the_school_keeps_its_draft(school, editor, moderator):
    imported = make_imported()
    page = claim_imported(imported, institution=school, by=editor)

    released = release_claim(imported, by=moderator)

    assert (released.claimed_by, released.claimed_page, released.claimed_at) == (None, None, None)
    assert ProjectPage.objects.filter(pk=page.pk).exists()
    assert Event.objects.get(verb="release_claim").detail == {
        "institution": school.pk,
        "page": page.pk,
    }


def test_school_gives_a_project_back_itself(school, editor):
    imported = make_imported()
    claim_imported(imported, institution=school, by=editor)

    assert release_claim(imported, by=editor).is_claimed is False


def test_release_is_refused_to_others_and_to_moderators_of_the_school_itself(
    school, editor, other_editor, policymaker, administrator, moderator
):
    imported = make_imported()
    claim_imported(imported, institution=school, by=editor)
    make_mandate(moderator, school, Capacity.ADVISER)

    for user in (other_editor, policymaker, administrator, moderator):
        with pytest.raises(PermissionDenied):
            release_claim(imported, by=user)


def test_release_of_what_nobody_claimed_says_so(moderator):
    with pytest.raises(NotClaimed):
        release_claim(make_imported(), by=moderator)


def test_database_refuses_half_a_claim(school):
    imported = make_imported()

    for half in ({"claimed_at": timezone.now()}, {"claimed_by": school}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ImportedProject.objects.filter(pk=imported.pk).update(**half)


@pytest.mark.parametrize(
    "typed",
    [
        "2019-1-BE02-KA229-999001",
        "2019 1 be02 ka229 999001",
        " 2019–1–BE02–KA229–999001. ",
        "2019-1-BE02-KA229-999001_2",
    ],
)
def test_project_is_found_however_its_number_is_typed(typed):
    imported = make_imported("2019-1-BE02-KA229-999001")

    assert find_imported(typed) == imported


def test_project_is_not_found_by_another_number():
    make_imported("2019-1-BE02-KA229-999001")

    assert find_imported("2019-1-BE02-KA229-999002") is None


@pytest.mark.parametrize(
    ("name", "website", "takes"),
    [
        ("De Brug", "", True),
        ("Brug, de VZW", "", True),
        ("De Brugge", "", False),
        ("Atheneum Elders", "https://debrug.example/contact", False),
    ],
)
def test_only_a_school_of_that_very_name_takes_a_project_by_number(school, name, website, takes):
    """Who writes the website of another school on its own page takes nothing."""
    school.name, school.website = name, website

    assert names_school(make_imported(), school) is takes


def test_school_that_threw_its_draft_away_takes_the_project_again(school, editor):
    imported = make_imported()
    claimed = claim_imported(imported, institution=school, by=editor)
    school.name = "Heel anders"
    school.save()
    claimed.delete()

    again = claim_imported(imported, institution=school, by=editor)

    assert again.institution == school


@pytest.mark.parametrize(
    ("name", "website", "recognised"),
    [
        ("De Brug", "", True),
        ("de brug vzw", "", True),
        ("Atheneum Elders", "https://debrug.example/contact", True),
        ("Atheneum Elders", "https://elders.example", False),
        ("Lykeio Paradeigma", "", False),
    ],
)
def test_school_is_recognised_by_its_name_or_website(school, name, website, recognised):
    school.name, school.website = name, website

    assert (own_organisation(make_imported(), school) is not None) is recognised


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Vier scholen meten de rivier, en zij leren van elkaar met een boot.", "nl"),
        ("The schools measure the river and they learn from the others with a boat.", "en"),
        ("Les écoles mesurent la rivière et les élèves du lycée sont dans une barque.", "fr"),
        ("Die Schulen messen den Fluss und lernen mit der Klasse von den anderen.", "de"),
        ("", "nl"),
    ],
)
def test_language_of_a_summary_is_told_by_its_small_words(text, language):
    assert language_of(text) == language


def test_claim_needs_a_mandate_that_still_holds(school, editor):
    Mandate.objects.filter(user=editor).update(until=date(2020, 1, 1), since=date(2019, 1, 1))

    with pytest.raises(PermissionDenied):
        claim_imported(make_imported(), institution=school, by=editor)
