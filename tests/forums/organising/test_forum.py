"""Making a forum, writing it together, and opening it."""

from __future__ import annotations

import pytest
from django.conf import settings

from audit.records import Event
from forums.domain.opening import NotReadyToOpenError
from forums.domain.organising import open_forum
from forums.pages import Forum
from institutions.enums import InstitutionKind
from institutions.records import Institution
from tests.accounts.factories import PASSWORD
from tests.forums.factories import make_forums_index, make_item, make_office, make_session
from tests.forums.organising.making import (
    HOME,
    bare,
    day,
    latest,
    make_draft,
    make_ready,
    mark,
    place_of,
    promise,
)
from tests.institutions.factories import make_institution
from tests.markup import markup_problems
from tests.showcase.factories import make_level, make_school_page, make_term
from tests.vocabularies.factories import make_theme
from vocabularies.enums import Scheme

pytestmark = pytest.mark.django_db


@pytest.fixture
def organiser(client, moderator, school):
    """A moderator who is signed in, on a site with its first pages."""
    make_school_page(school)
    make_forums_index()
    client.force_login(moderator)
    return moderator


def summary(response):
    """The sentences of the summary of errors."""
    return [
        (name, error)
        for name, errors in response.context["form"].errors.items()
        for error in errors
    ]


def test_desk_leads_to_a_new_forum_which_is_a_draft(client, organiser):
    assert 'href="/mijn/forums/nieuw/"' in client.get("/mijn/").text

    response = client.post(f"{HOME}nieuw/", bare())

    forum = Forum.objects.get()
    assert response.url == place_of(forum)
    assert (forum.slug, forum.live, forum.opened_on) == ("stage-in-het-buitenland", False, None)
    assert Event.objects.get(verb="start_forum").actor_id == organiser.pk
    assert forum.get_absolute_url() not in client.get("/forums/").text
    client.logout()
    assert client.get(forum.get_absolute_url()).status_code == 404


def test_form_keeps_everything_it_asks(client, organiser, other_school):
    theme, level = make_theme("stage"), make_level("lager-onderwijs")
    terms = {
        name: make_term(scheme, slug)
        for name, scheme, slug in (
            ("policy_levels", Scheme.POLICY_LEVELS, "vlaams"),
            ("policy_domains", Scheme.POLICY_DOMAINS, "talenbeleid"),
            ("stakeholders", Scheme.STAKEHOLDER_GROUPS, "leraren"),
        )
    }
    office, vlor = make_office(), Institution.objects.get(slug="vlor")
    sent = bare(
        background="Daarom.",
        organisers=[vlor.pk],
        themes=["stage"],
        levels=["lager-onderwijs"],
        **{name: [term.slug] for name, term in terms.items()},
        call_opens_on=day(10),
        call_closes_on=day(20),
        followed_until=day(200),
        access="members_take_part",
        **promise([office]),
    )

    client.post(f"{HOME}nieuw/", sent)

    forum = Forum.objects.get()
    assert forum.background == "Daarom."
    assert forum.access == "members_take_part"
    assert forum.call_closes_on.isoformat() == day(20)
    assert forum.followed_until.isoformat() == day(200)
    assert (forum.feeds, forum.influence) == ("het advies over stages", "consult")
    assert (forum.answer_term_days, forum.hears_how) == (90, "per mail")
    assert list(forum.organisers.all()) == [vlor]
    assert list(forum.promised_by.all()) == [office]
    assert list(forum.themes.all()) == [theme]
    assert list(forum.levels.all()) == [level]
    for name, term in terms.items():
        assert list(getattr(forum, name).all()) == [term]


def test_organisers_moderate_and_schools_promise_nothing(client, organiser, other_school):
    office = make_office()
    make_institution("Partner", kind=InstitutionKind.PARTNER)

    form = client.get(f"{HOME}nieuw/").context["form"]

    vlor = Institution.objects.get(slug="vlor")
    assert set(form.fields["organisers"].queryset) == {vlor}
    assert set(form.fields["promised_by"].queryset) == {vlor, office}


@pytest.mark.parametrize("title", ["Nieuw", "!!!"])
def test_address_never_hides_the_place_of_new_forums(client, organiser, title):
    for _again in range(2):
        response = client.post(f"{HOME}nieuw/", bare(title=title))
        assert client.get(response.url).status_code == 200

    assert set(Forum.objects.values_list("slug", flat=True)) == (
        {"nieuw-2", "nieuw-3"} if title == "Nieuw" else {"forum", "forum-2"}
    )


def test_what_is_wrong_stands_at_its_field(client, organiser):
    response = client.post(
        f"{HOME}nieuw/",
        bare(
            title="",
            ends_on=day(5),
            call_opens_on=day(1),
            followed_until=day(1),
            answer_term_days="10",
            nobody_promised="on",
            promised_by=[make_office().pk],
        ),
    )

    assert response.status_code == 422
    assert set(summary(response)) == {
        ("title", "Geef het forum een korte titel."),
        ("ends_on", "Een forum eindigt niet voor het begint."),
        ("call_closes_on", "Een oproep heeft een begin en een einde, in die orde."),
        ("followed_until", "De opvolging eindigt na het forum."),
        ("answer_term_days", "Niemand zegde iets toe: dan is er ook geen termijn."),
        ("nobody_promised", "Je koos wie een antwoord toezegde. Haal dat weg, of dit vinkje."),
    }
    assert markup_problems(response.text) == []
    assert not Forum.objects.exists()


def test_same_words_again_make_no_version(client, organiser):
    client.post(f"{HOME}nieuw/", bare())
    forum = Forum.objects.get()

    client.post(place_of(forum, "bewerken/"), bare() | mark(forum))

    assert latest(forum).revisions.count() == 1
    assert not Event.objects.filter(verb="write_forum").exists()


def test_two_organisers_at_once_lose_nothing(client, organiser, epos_moderator):
    forum = make_draft(organiser)
    mine = bare(question="Mijn vraag?") | mark(forum)
    client.force_login(epos_moderator)
    client.post(place_of(forum, "bewerken/"), bare(question="Vraag van Tom?") | mark(forum))
    client.force_login(organiser)

    response = client.post(place_of(forum, "bewerken/"), mine)

    assert response.status_code == 409
    assert response.context["differing"] == [("De vraag", "Vraag van Tom?")]
    assert "Mijn vraag?" in response.text
    assert markup_problems(response.text) == []
    assert latest(forum).question == "Vraag van Tom?"
    again = client.post(place_of(forum, "bewerken/"), mine | mark(forum))
    assert again.status_code == 302
    assert latest(forum).question == "Mijn vraag?"


LACKING = [
    ("organisers", "Kies wie het forum organiseert."),
    ("feeds", "Zeg welke beslissing dit overleg mee voorbereidt."),
    ("influence", "Kies hoe zwaar het overleg weegt."),
    ("hears_how", "Zeg hoe deelnemers het antwoord te horen krijgen."),
    ("promised_by", "Kies wie een antwoord toezegde, of vink aan dat niemand dat deed."),
]


def test_opening_names_everything_that_is_missing(client, organiser):
    forum = make_draft(organiser)

    with pytest.raises(NotReadyToOpenError) as refusal:
        open_forum(forum, by=organiser)
    response = client.post(place_of(forum, "openen/"))

    assert [(one.field, one.words) for one in refusal.value.missing] == LACKING
    assert response.status_code == 422
    for field, words in LACKING:
        assert f"#id_{field}" in response.text
        assert words in response.text
    assert markup_problems(response.text) == []
    assert latest(forum).live is False


def test_who_promises_says_within_how_many_days(organiser):
    forum = make_ready(organiser, nobody_promised=False, promised_by=[make_office()])

    with pytest.raises(NotReadyToOpenError, match="binnen hoeveel dagen") as refusal:
        open_forum(forum, by=organiser)

    assert [one.field for one in refusal.value.missing] == ["answer_term_days"]


def test_forum_whose_promise_box_is_filled_opens_once(client, organiser):
    forum = make_ready(organiser)
    assert markup_problems(client.get(place_of(forum, "openen/")).text) == []

    for _again in range(2):
        assert client.post(place_of(forum, "openen/")).url == place_of(forum)

    opened = latest(forum)
    assert (opened.live, opened.opened_on.isoformat()) == (True, day(0))
    assert Event.objects.filter(verb="open_forum").count() == 1
    public = client.get(opened.get_absolute_url()).text
    assert f'href="{place_of(forum)}"' in public
    client.logout()
    public = client.get(opened.get_absolute_url()).text
    assert "niemand zegde een antwoord toe" in public
    assert "per mail" in public
    assert "/mijn/forums/" not in public


def test_open_forum_keeps_its_promise_box_filled(client, organiser):
    forum = make_ready(organiser)
    open_forum(forum, by=organiser)

    response = client.post(place_of(forum, "bewerken/"), bare() | mark(forum))

    assert response.status_code == 422
    assert summary(response) == LACKING
    assert latest(forum).feeds == "een besluit"
    office = Institution.objects.get(name="Raad")
    vlor = Institution.objects.get(slug="vlor")
    sent = bare(question="Beter gevraagd?", organisers=[vlor.pk], **promise([office]))
    client.post(place_of(forum, "bewerken/"), sent | mark(forum))
    public = client.get(forum.get_absolute_url()).text
    assert "Beter gevraagd?" in public
    assert "90 dagen na het verslag" in public


def test_text_typed_before_signing_in_again_waits(client, organiser):
    client.get(HOME)
    del client.cookies[settings.SESSION_COOKIE_NAME]

    response = client.post(f"{HOME}nieuw/", bare(question="Getypt op de trein?"))
    client.post("/account/login/", {"login": organiser.email, "password": PASSWORD})

    assert response.url.startswith("/account/login/")
    assert "Getypt op de trein?" in client.get(f"{HOME}nieuw/").text
    assert not Forum.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_lists_of_forums_cost_the_same(client, organiser, django_assert_num_queries, count):
    office = make_office("Raad")
    for number in range(count):
        forum = make_ready(
            organiser, title=f"Forum {number}", organisers=[office], promised_by=[office]
        )
        make_item(make_session(forum))

    with django_assert_num_queries(8):
        response = client.get(HOME)
    with django_assert_num_queries(10):
        new = client.get(f"{HOME}nieuw/")

    assert len(response.context["rows"]) == count
    assert markup_problems(response.text) == []
    assert markup_problems(new.text) == []


@pytest.mark.parametrize("count", [1, 3])
def test_pages_of_one_forum_cost_the_same(client, organiser, django_assert_num_queries, count):
    offices = [make_office(f"Dienst {number}") for number in range(count)]
    forum = make_ready(organiser, organisers=offices, promised_by=offices, nobody_promised=False)
    for _number in range(count):
        make_item(make_session(forum))

    with django_assert_num_queries(8):
        response = client.get(place_of(forum))
    with django_assert_num_queries(18):
        form = client.get(place_of(forum, "bewerken/"))

    assert len(response.context["sessions"]) == count
    assert markup_problems(response.text) == []
    assert markup_problems(form.text) == []


def test_list_without_forums_says_how_to_begin(client, organiser):
    response = client.get(HOME)

    assert "Nog geen overlegforum" in response.text
    assert markup_problems(response.text) == []
