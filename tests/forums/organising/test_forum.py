"""Making a forum, writing it together, and opening it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.utils import timezone

from audit.records import Event
from forums.domain.opening import NotReadyToOpenError
from forums.domain.organising import (
    PROMISED,
    PromiseIsFixedError,
    StaysPublicError,
    open_forum,
    write_forum,
)
from forums.domain.recommending import publish_recommendation
from forums.domain.reporting import mark_of_report, publish_report
from forums.pages import Forum
from institutions.enums import InstitutionKind
from institutions.records import Institution
from tests.accounts.factories import PASSWORD
from tests.forums.factories import (
    make_draft as make_draft_recommendation,
)
from tests.forums.factories import (
    make_forums_index,
    make_item,
    make_office,
    make_organiser,
    make_session,
    whole_wording,
)
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
from tests.showcase.factories import make_level, make_published, make_school_page, make_term
from tests.showcase.public.making import conclusions_of
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


@pytest.mark.slow
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


@pytest.mark.slow
def test_a_forum_that_is_sent_twice_is_begun_once(client, organiser, administrator):
    clicks = [client.post(f"{HOME}nieuw/", bare()).url for _click in range(2)]
    other = client.post(f"{HOME}nieuw/", bare(question="Wat werkt er op school?"))
    client.force_login(administrator)
    colleague = client.post(f"{HOME}nieuw/", bare())

    first = Forum.objects.order_by("pk").first()
    assert clicks == [place_of(first)] * 2
    assert len({*clicks, other.url, colleague.url}) == Forum.objects.count() == 3


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


@pytest.mark.slow
def test_what_few_forums_need_is_out_of_sight_until_it_is_used_or_wrong(client, organiser):
    def parts(page):
        soup = BeautifulSoup(page.content, "html.parser")
        return {
            one.summary.text: one.has_attr("open") for one in soup.select("details[data-folds]")
        }

    about, follow, said = "Waarover en voor wie", "Oproep en opvolging", "Verslag van bijeenkomsten"
    make_theme("stage")

    new = client.get(f"{HOME}nieuw/")
    wrong = client.post(f"{HOME}nieuw/", bare(correction_days="61", call_opens_on="gisteren"))
    client.post(f"{HOME}nieuw/", bare(themes=["stage"]))
    written = client.get(place_of(Forum.objects.get(), "bewerken/"))

    assert parts(new) == {about: False, follow: False, said: False}
    assert parts(wrong) == {about: False, follow: True, said: True}
    assert parts(written) == {about: True, follow: False, said: False}
    for page in (new, wrong, written):
        assert markup_problems(page.text) == []


@pytest.mark.slow
def test_of_each_group_that_is_invited_stands_what_it_brings_in(client, organiser):
    scheme = Scheme.STAKEHOLDER_GROUPS
    parents, unions, boards = (make_term(scheme, slug) for slug in ("ouders", "bonden", "besturen"))
    client.post(f"{HOME}nieuw/", bare(stakeholders=["ouders", "bonden"]))
    forum = Forum.objects.get()
    place = place_of(forum, "bewerken/")

    asked = client.get(place)
    sent = bare(
        stakeholders=["ouders", "besturen"],
        brings_ouders="ervaring van gezinnen",
        brings_bonden="is er niet meer bij",
        started_from=asked.context["started_from"],
    )
    too_long = client.post(place, {**sent, "brings_ouders": "x" * 151})
    client.post(place, sent)
    stale = client.post(place, {**sent, "brings_ouders": "iets anders"})

    forum.refresh_from_db()
    assert [line.label for line in asked.context["form"].brought] == [unions.label, parents.label]
    assert forum.brings == {"ouders": "ervaring van gezinnen"}
    assert forum.get_latest_revision_as_object().brings == forum.brings
    assert too_long.status_code == 422
    assert stale.context["differing"] == [(parents.label, "ervaring van gezinnen")]
    for page in (asked, too_long, stale):
        assert markup_problems(page.text) == []
    shown = client.get(forum.get_absolute_url())
    assert f"<li>{parents.label}: ervaring van gezinnen</li>" in shown.text
    assert f"<li>{boards.label}</li>" in shown.text
    assert unions.label not in shown.text
    assert markup_problems(shown.text) == []


@pytest.mark.slow
def test_a_line_that_was_not_on_the_page_empties_nothing(client, organiser):
    parents, unions = (make_term(Scheme.STAKEHOLDER_GROUPS, one) for one in ("ouders", "bonden"))
    client.post(f"{HOME}nieuw/", bare(stakeholders=["ouders"]))
    forum = Forum.objects.get()
    place = place_of(forum, "bewerken/")
    said = {"brings_ouders": "ervaring"}
    client.post(place, bare(stakeholders=["ouders"]) | said | mark(forum))
    seen = mark(forum)

    unticked = client.post(place, bare(title="", **said) | seen)
    client.post(place, bare(stakeholders=["ouders"]) | seen)
    forum.refresh_from_db()
    ticked_again = dict(forum.brings)
    both = {"stakeholders": ["ouders", "bonden"], "brings_bonden": "de vloer"}
    client.post(place, bare(**both) | mark(forum))
    stale = client.post(place, bare(**both | {"brings_bonden": ""}) | seen)
    same = client.post(place, bare(stakeholders=["ouders", "bonden"]) | seen)

    assert [line.label for line in unticked.context["form"].brought] == [parents.label]
    assert ticked_again == {"ouders": "ervaring"}
    assert stale.context["differing"] == [(unions.label, "de vloer")]
    assert 'value="ervaring"' in stale.text
    assert same.url == place_of(forum)
    assert latest(forum).brings == {"ouders": "ervaring", "bonden": "de vloer"}
    client.post(place, bare(**both | {"brings_bonden": ""}) | mark(forum))
    forum.refresh_from_db()
    assert forum.brings == {"ouders": "ervaring"}


@pytest.mark.slow
def test_a_conflict_says_what_a_colleague_left_empty(client, organiser):
    parents = make_term(Scheme.STAKEHOLDER_GROUPS, "ouders")
    client.post(f"{HOME}nieuw/", bare(stakeholders=["ouders"]))
    forum = Forum.objects.get()
    place, seen = place_of(forum, "bewerken/"), mark(forum)
    client.post(place, bare(stakeholders=["ouders"], title="Anders") | seen)

    stale = client.post(
        place, bare(stakeholders=["ouders"], title="Anders", brings_ouders="ervaring") | seen
    )

    assert stale.context["differing"] == [(parents.label, "–")]


def test_of_who_is_not_invited_nothing_is_brought_in(organiser):
    invited = [make_term(Scheme.STAKEHOLDER_GROUPS, one) for one in ("ouders", "bonden")]
    said = {"ouders": "ervaring", "bonden": "", "elders": "niets"}
    forum = make_draft(organiser, stakeholders=invited, brings=said)

    written = write_forum(
        forum, by=organiser, started_from=forum.latest_revision_id, stakeholders=invited[1:]
    )

    assert forum.brings == {"ouders": "ervaring"}
    assert written.brings == latest(forum).brings == {}


def test_organisers_moderate_and_schools_promise_nothing(client, organiser, other_school):
    office = make_office()
    make_institution("Partner", kind=InstitutionKind.PARTNER)

    form = client.get(f"{HOME}nieuw/").context["form"]

    vlor = Institution.objects.get(slug="vlor")
    assert set(form.fields["organisers"].queryset) == {vlor}
    assert set(form.fields["promised_by"].queryset) == {vlor, office}


@pytest.mark.parametrize("title", ["Nieuw", "!!!"])
@pytest.mark.slow
def test_address_never_hides_the_place_of_new_forums(client, organiser, title):
    for question in ("Wat werkt?", "Wat werkt niet?"):
        response = client.post(f"{HOME}nieuw/", bare(title=title, question=question))
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


def test_page_of_a_draft_lists_meetings_in_time_and_says_when_its_call_begins(client, organiser):
    now = timezone.now()
    today = timezone.localdate()
    call = {"call_opens_on": today, "call_closes_on": today + timedelta(days=7)}
    forum = make_draft(organiser, **call)
    for days in (5, -5, 2):
        make_session(forum, starts_at=now + timedelta(days=days))

    page = client.get(place_of(forum))

    assert [one.number for one, _is_past in page.context["sessions"]] == [2, 3, 1]
    assert "De oproep begint pas als het forum geopend is." in page.text
    assert "De oproep loopt van" not in page.text


def test_the_page_of_a_draft_says_so_and_shows_the_call_to_come(client, organiser):
    today = timezone.localdate()
    call = {"call_opens_on": today, "call_closes_on": today + timedelta(days=7)}
    forum = make_ready(organiser, **call)

    draft = client.get(forum.get_absolute_url())
    open_forum(forum, by=organiser)
    opened = client.get(forum.get_absolute_url())

    said = "Dit is een ontwerp: alleen organisatoren zien het."
    assert [said in one.text for one in (draft, opened)] == [True, False]
    assert ["oproep loopt" in one.text for one in (draft, opened)] == [False, True]
    assert "stellen scholen gepubliceerde conclusies voor" in draft.text
    assert "Lees wat er gezegd" not in draft.text
    assert markup_problems(draft.text) == []


@pytest.mark.slow
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


def chosen_access(response):
    soup = BeautifulSoup(response.content, "html.parser")
    return [one["value"] for one in soup.select('[name="access"][checked]')]


@pytest.mark.parametrize("chooses_anew", [False, True])
@pytest.mark.slow
def test_an_older_page_that_is_saved_again_opens_no_forum_of_members(
    client, organiser, chooses_anew
):
    forum = make_draft(organiser)
    place, seen = place_of(forum, "bewerken/"), mark(forum)
    client.post(place, bare(access="members_only") | seen)
    older = bare(question="Mijn vraag?", access="public")

    conflict = client.post(place, older | seen)
    [stands] = chosen_access(conflict)
    access = "public" if chooses_anew else stands
    again = client.post(place, older | {"access": access} | mark(forum))

    assert (conflict.status_code, stands, again.status_code) == (409, "members_only", 302)
    assert ("Toegang", "alleen leden lezen en doen mee") in conflict.context["differing"]
    assert (
        "Er staat nu: alleen leden lezen en doen mee."
        " Jij koos: openbaar: iedereen leest en kan meedoen."
    ) in conflict.text
    assert markup_problems(conflict.text) == []
    assert (latest(forum).question, latest(forum).access) == ("Mijn vraag?", access)


@pytest.mark.slow
def test_a_conflict_about_other_words_leaves_the_access_alone(client, organiser):
    forum = make_draft(organiser, access="members_only")
    place, seen = place_of(forum, "bewerken/"), mark(forum)
    mine = bare(question="Mijn vraag?", access="members_only")
    client.post(place, mine | {"question": "Van een collega?"} | seen)

    conflict = client.post(place, mine | seen)

    assert (conflict.status_code, chosen_access(conflict)) == (409, ["members_only"])
    assert "kies opnieuw" not in conflict.text


def test_a_second_click_on_saving_is_no_conflict(client, organiser):
    forum = make_draft(organiser)
    place, seen = place_of(forum, "bewerken/"), mark(forum)

    answers = [client.post(place, bare(question="Mijn vraag?") | seen) for _click in range(2)]

    assert [one.status_code for one in answers] == [302, 302]
    assert latest(forum).question == "Mijn vraag?"


@pytest.mark.slow
def test_a_mended_form_does_not_go_over_what_was_saved_meanwhile(client, organiser):
    forum = make_draft(organiser)
    place, seen = place_of(forum, "bewerken/"), mark(forum)
    client.post(place, bare(question="Van een collega?", access="members_only") | seen)

    refused = client.post(place, bare(question="Mijn vraag?", title="") | seen)
    carried = {"started_from": refused.context["started_from"]}
    mended = client.post(place, bare(question="Mijn vraag?") | carried)

    assert refused.status_code == 422
    assert (carried, mended.status_code) == (seen, 409)
    assert (latest(forum).question, latest(forum).access) == ("Van een collega?", "members_only")


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("public", "members_only", "Bewaard. De leden lezen het meteen."),
        ("members_only", "public", "Bewaard. Het staat online."),
    ],
)
@pytest.mark.slow
def test_who_saves_hears_who_reads_it_from_now_on(client, organiser, before, after, words):
    forum = make_ready(organiser, access=before)
    open_forum(forum, by=organiser)
    vlor = Institution.objects.get(slug="vlor")
    sent = bare(access=after, organisers=[vlor.pk])

    saved = client.post(place_of(forum, "bewerken/"), sent | mark(forum), follow=True)

    assert [str(one) for one in saved.context["messages"]] == [words]


@pytest.mark.parametrize("what", ["report", "recommendation"])
@pytest.mark.slow
def test_what_everybody_could_read_is_not_for_members_alone_any_more(
    client, organiser, school, what
):
    forum = make_ready(organiser)
    open_forum(forum, by=organiser)
    if what == "report":
        Forum.objects.update(report="Zo.")
        publish_report(forum, by=organiser, seen=mark_of_report(latest(forum)))
    else:
        conclusion = conclusions_of(make_published(make_school_page(school)))[0]
        draft = make_draft_recommendation(forum, whole_wording(conclusion, asks_answer=False))
        publish_recommendation(draft, times_saved=1, by=make_organiser())
    raad = Institution.objects.get(name="Raad")
    place, sent = place_of(forum, "bewerken/"), bare(organisers=[raad.pk])

    asked = client.get(place)
    closed = client.post(place, sent | {"access": "members_only"} | mark(forum))
    written = client.post(place, sent | {"access": "members_take_part"} | mark(forum))

    said = "dat blijft zo: alleen leden laten lezen kan niet meer."
    assert said in asked.context["form"].fields["access"].help_text
    assert 'value="members_only"' not in asked.text
    assert list(closed.context["form"].errors) == ["access"]
    assert said in closed.context["form"].errors["access"][0]
    assert markup_problems(closed.text) == []
    assert (written.status_code, latest(forum).access) == (302, "members_take_part")
    version = latest(forum).latest_revision_id
    with pytest.raises(StaysPublicError):
        write_forum(forum, by=organiser, started_from=version, access="members_only")


@pytest.mark.slow
def test_what_members_alone_could_read_can_open_and_then_stays_so(organiser):
    forum = make_ready(organiser, access="members_only")
    open_forum(forum, by=organiser)
    Forum.objects.update(report="Zo.")
    reported = publish_report(forum, by=organiser, seen=mark_of_report(latest(forum)))

    version = latest(forum).latest_revision_id
    opened = write_forum(forum, by=organiser, started_from=version, access="public")

    assert (reported.stays_public, opened.stays_public) == (False, True)


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


def test_desk_of_a_forum_offers_what_it_can_still_use(client, organiser):
    forum = make_ready(organiser)
    words = ("Plan een bijeenkomst", "Begin aan het verslag", "Lees alle bijdragen")

    def offered():
        page = client.get(place_of(forum))
        assert markup_problems(page.text) == []
        return [one for one in words if f">{one}<" in page.text]

    draft = offered()
    open_forum(forum, by=organiser)
    opened = offered()
    Forum.objects.update(report="Zo.", reported_on=timezone.localdate())

    assert draft == ["Plan een bijeenkomst"]
    assert opened == list(words)
    assert offered() == ["Lees alle bijdragen"]


def test_who_promises_says_within_how_many_days(organiser):
    forum = make_ready(organiser, nobody_promised=False, promised_by=[make_office()])

    with pytest.raises(NotReadyToOpenError, match="binnen hoeveel dagen") as refusal:
        open_forum(forum, by=organiser)

    assert [one.field for one in refusal.value.missing] == ["answer_term_days"]


@pytest.mark.slow
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


@pytest.mark.slow
def test_open_forum_is_written_but_for_its_promise(client, organiser):
    forum = make_ready(organiser)
    open_forum(forum, by=organiser)
    office = Institution.objects.get(name="Raad")

    asked = client.get(place_of(forum, "bewerken/"))
    nobody = client.post(place_of(forum, "bewerken/"), bare() | mark(forum))
    sent = bare(question="Beter gevraagd?", organisers=[office.pk], **promise([office]))
    client.post(place_of(forum, "bewerken/"), sent | mark(forum))

    assert not set(PROMISED) & set(asked.context["form"].fields)
    assert place_of(forum, "toezegging/") in asked.text
    assert markup_problems(asked.text) == []
    assert summary(nobody) == [("organisers", "Kies wie het forum organiseert.")]
    written = latest(forum)
    assert (written.feeds, written.nobody_promised) == ("een besluit", True)
    public = client.get(forum.get_absolute_url()).text
    assert "Beter gevraagd?" in public
    assert "90 dagen na het verslag" not in public
    with pytest.raises(PromiseIsFixedError):
        write_forum(forum, by=organiser, started_from=written.latest_revision_id, feeds="Iets.")


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


@pytest.mark.parametrize("field", ["organisers", "promised_by"])
def test_an_institution_that_no_database_holds_is_refused_in_words(client, organiser, field):
    new = client.post(f"{HOME}nieuw/", bare(**{field: "9" * 30}))
    client.post(f"{HOME}nieuw/", bare())
    again = client.post(f"{place_of(Forum.objects.get())}bewerken/", bare(**{field: "9" * 30}))

    for response in (new, again):
        assert response.status_code == 422
        assert response.context["form"].errors == {field: ["Kies uit de lijst."]}
