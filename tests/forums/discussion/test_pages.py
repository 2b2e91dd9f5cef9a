"""The pages of a discussion: what stands on them for whom, what they cost, and that no text is
lost."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from forums.domain.moderating import decide_appeal
from forums.enums import Access, ContributionState, Ground
from forums.pages import Forum
from forums.permissions import can_moderate
from forums.records import Contribution, ContributionReport, Hiding
from forums.views.discussion.wording import in_paragraphs
from institutions.records import Mandate
from notifications.records import OutgoingMail
from tests.accounts.factories import make_user
from tests.forums.factories import (
    make_contribution,
    make_forum,
    make_hiding,
    make_item,
    make_member,
    make_session,
)
from tests.institutions.factories import make_institution, make_mandate
from tests.markup import markup_problems
from tests.showcase.factories import make_published, make_school_page
from tests.showcase.public.making import conclusions_of
from tests.signing_out import lose_session

pytestmark = pytest.mark.django_db

PLACE = "/forums/praat/bijdragen/"
NEW = f"{PLACE}nieuw/"


@pytest.fixture
def forum():
    return make_forum("praat")


@pytest.fixture
def mandate(editor):
    return editor.mandates.get()


def place_of(contribution, rest=""):
    return f"{PLACE}{contribution.pk}/{rest}"


def everything(forum, editor):
    """A contribution in each state, each with words of its own."""
    waits = ContributionState.WAITING
    refused = make_contribution(forum, editor, text="Geweigerd.", state=waits)
    make_hiding(refused)
    make_hiding(make_contribution(forum, editor, text="Verborgen."))
    make_contribution(forum, editor, text="Wachtend.", state=waits)
    make_contribution(forum, editor, text="Openbaar.")


ORGANISERS = {"moderator", "administrator"}


@pytest.mark.parametrize(
    "role", ["visitor", "other_editor", "policymaker", "editor", "moderator", "administrator"]
)
@pytest.mark.parametrize("access", Access.values)
def test_who_reads_what_of_a_discussion(request, client, editor, role, access):
    forum = make_forum("praat", access=access)
    everything(forum, editor)
    if role != "visitor":
        client.force_login(request.getfixturevalue(role))
    reads = access != Access.MEMBERS_ONLY or role in ORGANISERS
    sees_all = reads and (role in ORGANISERS or role == "editor")

    page = client.get(PLACE)
    addresses = [client.get(place_of(one)) for one in Contribution.objects.order_by("pk")]

    assert page.status_code == (200 if reads else 404)
    expected = {"Geweigerd.", "Verborgen.", "Wachtend.", "Openbaar."} if sees_all else set()
    expected |= {"Openbaar."} if reads else set()
    words = {"Geweigerd.", "Verborgen.", "Wachtend.", "Openbaar."}
    assert {one for one in words if f"<p>{one}</p>" in page.text} == expected
    # What stood there and was hidden keeps its place for everybody.
    assert page.text.count("Verborgen door een moderator") == (1 if reads else 0)
    seen = [sees_all, reads, sees_all, reads]
    assert [one.status_code for one in addresses] == [302 if one else 404 for one in seen]
    if reads:
        assert markup_problems(page.text) == []


def test_a_member_reads_and_takes_part(client, editor, mandate):
    forum = make_forum("praat", access=Access.MEMBERS_ONLY)
    make_member(forum, mandate.institution)
    client.force_login(editor)

    assert client.get(PLACE).context["form"] is not None
    sent = client.post(NEW, {"text": "Onder leden.", "mandate": mandate.pk})

    assert sent.url.startswith(PLACE)
    assert "noindex" in client.get(PLACE).text


def test_a_name_stands_there_only_for_who_asks(client, forum, editor):
    make_contribution(forum, editor, text="Zonder.")
    make_contribution(forum, editor, text="Met.", shows_name=True)

    page = client.get(PLACE)

    assert [one.speaker for one in page.context["shown"]] == ["De Brug", "Ilse Peeters, De Brug"]
    assert page.text.count("Ilse") == 1
    assert editor.email not in page.text


def test_a_name_goes_with_what_is_hidden(client, forum, editor):
    make_hiding(make_contribution(forum, editor, shows_name=True))

    assert "Ilse" not in client.get(PLACE).text


def test_replies_stand_under_what_they_reply_to(client, forum, editor):
    first, second = (make_contribution(forum, editor, text=f"{n}.") for n in (1, 2))
    make_contribution(forum, editor, text="Op 1.", parent=first)
    make_contribution(forum, editor, text="Op 2.", parent=second)
    make_contribution(forum, editor, text="Nog op 1.", parent=first)

    shown = client.get(PLACE).context["shown"]

    assert [(one.row.text, one.is_reply) for one in shown] == [
        ("1.", False),
        ("Op 1.", True),
        ("Nog op 1.", True),
        ("2.", False),
        ("Op 2.", True),
    ]


@pytest.mark.parametrize("count", [1, 3, 500])
def test_a_page_of_a_discussion_costs_five_statements(
    client, forum, editor, django_assert_num_queries, count
):
    many(forum, editor, count)

    with django_assert_num_queries(5):
        page = client.get(PLACE)

    assert len(page.context["shown"]) == min(count, 50)
    assert markup_problems(page.text) == []


@pytest.mark.parametrize("count", [1, 3, 500])
@pytest.mark.parametrize(("role", "statements"), [("editor", 11), ("moderator", 12)])
def test_a_page_of_a_discussion_costs_the_same_for_one_and_for_500(
    request, client, forum, other_editor, role, statements, django_assert_num_queries, count
):
    many(forum, other_editor, count)
    client.force_login(request.getfixturevalue(role))

    with django_assert_num_queries(statements):
        page = client.get(PLACE)

    assert len(page.context["shown"]) == min(count, 50)


def many(forum, editor, count):
    """So many contributions, a third of them replies, one of them hidden."""
    mandate = editor.mandates.get()
    now = timezone.now()
    Contribution.objects.bulk_create(
        Contribution(
            forum=forum,
            mandate=mandate,
            text=f"Nummer {number}.",
            state="published",
            published_at=now,
        )
        for number in range(count - count // 3)
    )
    roots = list(Contribution.objects.order_by("pk"))
    Contribution.objects.bulk_create(
        Contribution(
            forum=forum,
            mandate=mandate,
            text=f"Antwoord {number}.",
            state="published",
            published_at=now,
            parent=roots[number],
        )
        for number in range(count // 3)
    )
    make_hiding(roots[-1])


@pytest.mark.slow
def test_the_address_of_a_contribution_leads_to_its_page(client, forum, editor):
    many(forum, editor, 120)
    rows = list(Contribution.objects.in_threads())

    for place, number in ((0, 1), (49, 1), (50, 2), (99, 2), (100, 3), (119, 3)):
        query = f"?pagina={number}" if number > 1 else ""
        address = client.get(place_of(rows[place])).url
        assert address == f"{PLACE}{query}#bijdrage-{rows[place].pk}"
        page = client.get(address.partition("#")[0])
        assert rows[place].pk in [one.row.pk for one in page.context["shown"]]


def test_one_conclusion_is_read_by_itself(client, forum, school, editor):
    conclusion = conclusions_of(make_published(make_school_page(school)))[0]
    make_item(make_session(forum), conclusion)
    make_contribution(forum, editor, text="Over het forum.")
    make_contribution(forum, editor, text="Over de conclusie.", conclusion=conclusion)

    page = client.get(PLACE, {"conclusie": conclusion.reference})

    assert [one.row.text for one in page.context["shown"]] == ["Over de conclusie."]
    assert markup_problems(page.text) == []
    assert len(client.get(PLACE, {"conclusie": "x"}).context["shown"]) == 2


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Eén.\nTwee.\n\n\nDrie.", "<p>Eén.<br>Twee.</p><p>Drie.</p>"),
        ("<b>vet</b> & zo", "<p>&lt;b&gt;vet&lt;/b&gt; &amp; zo</p>"),
        (
            "Zie https://vlor.be/a?b=1&c=2.",
            '<p>Zie <a href="https://vlor.be/a?b=1&amp;c=2" rel="nofollow ugc">'
            "https://vlor.be/a?b=1&amp;c=2</a>.</p>",
        ),
        ("javascript:alert(1)", "<p>javascript:alert(1)</p>"),
        ("an@school.be", "<p>an@school.be</p>"),
        (
            'https://x.be/"onclick="x',
            '<p><a href="https://x.be/" rel="nofollow ugc">'
            "https://x.be/</a>&quot;onclick=&quot;x</p>",
        ),
    ],
)
def test_text_is_plain_with_paragraphs_and_links(text, html):
    assert in_paragraphs(text) == html


def test_what_is_sent_is_said(client, forum, editor, mandate):
    client.force_login(editor)

    sent = client.post(NEW, {"text": "Bij ons.", "mandate": mandate.pk}, follow=True)

    said = Contribution.objects.get()
    assert sent.redirect_chain[-1][0].endswith(f"#bijdrage-{said.pk}")
    assert "Een moderator leest je bijdrage eerst" in sent.text
    wrong = client.post(NEW, {"text": "", "mandate": mandate.pk})
    assert wrong.status_code == 422
    assert markup_problems(wrong.text) == []


def test_a_reply_is_sent_and_a_wrong_one_is_not_there(client, forum, editor, mandate):
    parent = make_contribution(forum, editor)
    client.force_login(editor)
    page = client.get(f"{NEW}?antwoord={parent.pk}")

    client.post(f"{NEW}?antwoord={parent.pk}", {"text": "Ja.", "mandate": mandate.pk})

    assert "Antwoord aan De Brug" in page.text
    assert markup_problems(page.text) == []
    reply = Contribution.objects.get(text="Ja.")
    assert reply.parent == parent
    assert client.get(f"{NEW}?antwoord={reply.pk}").status_code == 404
    assert client.get(f"{NEW}?antwoord=999999").status_code == 404


@pytest.mark.parametrize("phase", ["announced", "over", "draft"])
def test_what_is_sent_out_of_time_is_not_said_and_not_lost(client, editor, mandate, phase):
    today = timezone.localdate()
    dates = {
        "announced": {"starts_on": today + timedelta(days=2)},
        "over": {"ends_on": today - timedelta(days=1)},
        "draft": {},
    }
    make_forum("praat", **dates[phase])
    client.force_login(editor)
    if phase == "draft":
        Forum.objects.update(live=False)
        assert client.post(NEW, {"text": "Kostbaar.", "mandate": mandate.pk}).status_code == 404
        return

    sent = client.post(NEW, {"text": "Kostbaar.", "mandate": mandate.pk})

    assert sent.status_code == 409
    words = "nog niet begonnen" if phase == "announced" else "Het overleg is afgelopen"
    assert words in sent.text
    assert "Je tekst is niet verstuurd" in sent.text
    assert ">Kostbaar.</textarea>" in sent.text
    assert markup_problems(sent.text) == []
    assert not Contribution.objects.exists()
    assert client.get(PLACE).context["closed"]


@pytest.mark.parametrize("admitted", [True, False])
def test_who_takes_no_part_is_told_and_loses_nothing(client, editor, mandate, admitted):
    forum = make_forum("praat", access=Access.MEMBERS_TAKE_PART)
    person = editor
    if admitted:
        person = make_user()
        make_member(forum, person)
    client.force_login(person)

    sent = client.post(NEW, {"text": "Kostbaar.", "mandate": mandate.pk})

    assert sent.status_code == 409
    assert ">Kostbaar.</textarea>" in sent.text
    assert client.get(PLACE).context["form"] is None


def test_text_waits_for_who_was_signed_out(client, forum, editor, mandate):
    client.force_login(editor)
    lose_session(client)

    asked = client.post(NEW, {"text": "Kostbaar.", "mandate": mandate.pk})
    client.force_login(editor)

    assert asked.url.startswith("/account/login/")
    assert "Kostbaar." in client.get(NEW).text


def test_an_author_rewrites_and_others_do_not(client, forum, editor, other_editor):
    said = make_contribution(forum, editor)
    client.force_login(editor)
    page = client.get(place_of(said, "wijzigen/"))

    client.post(place_of(said, "wijzigen/"), {"text": "Anders.", "version": 1})

    assert "Bij ons werkt het zo." in page.text
    assert markup_problems(page.text) == []
    shown = client.get(PLACE)
    assert "gewijzigd" in shown.text
    clash = client.post(place_of(said, "wijzigen/"), {"text": "Tweede venster.", "version": 1})
    assert clash.status_code == 422
    assert "Tweede venster." in clash.text
    Contribution.objects.update(written_at=timezone.now() - timedelta(hours=1))
    late = client.post(place_of(said, "wijzigen/"), {"text": "Te laat.", "version": 2})
    assert (late.status_code, ">Te laat.</textarea>" in late.text) == (409, True)
    client.force_login(other_editor)
    assert client.get(place_of(said, "wijzigen/")).status_code == 403


@pytest.mark.slow
def test_a_reader_reports_and_a_moderator_sees_and_settles_it(
    client, forum, editor, other_editor, moderator
):
    said = make_contribution(forum, editor)
    client.force_login(other_editor)
    page = client.get(place_of(said, "melden/"))
    wrong = client.post(place_of(said, "melden/"), {})
    client.post(
        place_of(said, "melden/"), {"ground": "hurtful", "words": "Dit kwetst.", "version": 1}
    )
    client.force_login(moderator)
    queue = client.get("/mijn/forums/praat/bijdragen/")
    hides = client.get(place_of(said, "verbergen/"))

    client.post(place_of(said, "nakijken/"), {"wish": "leave"})

    assert (wrong.status_code, hides.status_code) == (422, 200)
    assert [one.row for one in queue.context["shown"]] == [said]
    assert "Dit kwetst." in hides.text
    assert "kwetst, bedreigt of sluit mensen uit. “Dit kwetst.”" in queue.text
    assert other_editor.email not in queue.text
    for one in (page, wrong, queue, hides):
        assert markup_problems(one.text) == []
    assert client.get("/mijn/forums/praat/bijdragen/").context["shown"] == []


def test_who_has_no_account_reports_so_often_a_day(client, forum, editor):
    said = make_contribution(forum, editor)
    assert "/melden/" in client.get(PLACE).text

    sent = [client.post(place_of(said, "melden/"), {"ground": "hurtful"}) for _n in range(6)]

    assert [one.status_code for one in sent] == [302] * 5 + [422]
    assert said.reports.filter(reporter=None).count() == 5
    Forum.objects.update(access=Access.MEMBERS_ONLY)
    assert client.post(place_of(said, "melden/"), {"ground": "hurtful"}).status_code == 404


def test_a_moderator_publishes_on_the_page_itself(client, forum, editor, moderator):
    said = make_contribution(forum, editor, state=ContributionState.WAITING)
    client.force_login(moderator)
    assert "Publiceer" in client.get(PLACE).text

    stale = client.post(place_of(said, "nakijken/"), {"wish": "publish", "version": 7}, follow=True)
    done = client.post(place_of(said, "nakijken/"), {"wish": "publish", "version": 1}, follow=True)

    assert "wijzigde de bijdrage intussen" in stale.text
    assert "De bijdrage staat online." in done.text
    assert client.post(place_of(said, "nakijken/"), {"wish": "iets"}).status_code == 404


@pytest.mark.slow
def test_hiding_appealing_and_deciding_on_their_pages(
    client, forum, editor, moderator, epos_moderator
):
    said = make_contribution(forum, editor)
    client.force_login(moderator)
    hide = place_of(said, "verbergen/")
    wrong = client.post(hide, {"ground": "off_topic", "words": "", "version": 1})
    client.post(hide, {"ground": "off_topic", "words": "Elders.", "version": 1})
    client.post(hide, {"ground": "off_topic", "words": "Tweede klik.", "version": 1})
    client.force_login(editor)
    mine = client.get(PLACE)
    asks = client.get(place_of(said, "bezwaar/"))
    client.post(place_of(said, "bezwaar/"), {"words": "Toch wel."})
    sent = client.get(place_of(said, "bezwaar/"))
    client.force_login(moderator)
    own = client.get(place_of(said, "beslissen/"))
    client.force_login(epos_moderator)
    desk = client.get("/mijn/")
    decides = client.get(place_of(said, "beslissen/"))
    missing = client.post(place_of(said, "beslissen/"), {"outcome": "back", "words": ""})
    client.post(place_of(said, "beslissen/"), {"outcome": "back", "words": "Het kan."})
    late = client.post(place_of(said, "beslissen/"), {"outcome": "stay", "words": "Toch niet."})

    assert (wrong.status_code, missing.status_code, own.status_code) == (422, 422, 403)
    assert "Teken bezwaar aan" in mine.text
    assert "Je bezwaar is verstuurd" in sent.text
    assert "Bijdragen om na te kijken" in desk.text
    assert late.status_code == 409
    assert "Het kan." in late.text
    assert "Toch niet." in late.text
    for one in (wrong, asks, sent, decides, missing, desk, late):
        assert markup_problems(one.text) == []
    hiding = Hiding.objects.get()
    assert (hiding.ground, hiding.words) == (Ground.OFF_TOPIC, "Elders.")
    assert Contribution.objects.get().state == ContributionState.PUBLISHED
    client.force_login(editor)
    assert "Het kan." in client.get(place_of(said, "bezwaar/")).text


@pytest.mark.slow
def test_a_second_hiding_is_told_what_stands_and_keeps_its_words(
    client, forum, editor, moderator, epos_moderator
):
    said = make_contribution(forum, editor)
    hide = place_of(said, "verbergen/")
    first = {"ground": "off_topic", "words": "Elders.", "version": 1}
    client.force_login(epos_moderator)
    done = [client.post(hide, first, follow=True) for _click in range(2)]
    client.force_login(moderator)

    other = client.post(hide, {"ground": "hurtful", "words": "Dit kwetst.", "version": 1})
    empty = client.post(hide, {"ground": "hurtful", "words": "", "version": 1})

    assert all("Verborgen. De auteur krijgt een mail." in one.text for one in done)
    assert (other.status_code, empty.status_code) == (409, 409)
    for words in ("De bijdrage is verborgen", "Elders.", "Wat je typte", "Dit kwetst."):
        assert words in other.text
    assert markup_problems(other.text) == []
    assert client.get(hide).url == said.get_absolute_url()
    assert Hiding.objects.get().words == "Elders."


def test_what_was_rewritten_meanwhile_is_read_again_before_it_is_hidden(
    client, forum, editor, moderator
):
    said = make_contribution(forum, editor, text="Nu staat er dit.", version=2)
    hide = place_of(said, "verbergen/")
    sent = {"ground": "off_topic", "words": "Hoort elders."}
    client.force_login(moderator)

    stale = client.post(hide, sent | {"version": 1})

    assert stale.status_code == 409
    for words in ("De auteur wijzigde de bijdrage intussen", "Nu staat er dit.", "Hoort elders."):
        assert words in stale.text
    assert '<input type="hidden" name="version" value="2">' in stale.text
    assert markup_problems(stale.text) == []
    assert not Hiding.objects.exists()
    client.post(hide, sent | {"version": 2})
    assert Hiding.objects.get().words == "Hoort elders."


@pytest.mark.parametrize("version", [None, "", "laatste", "0"])
def test_hiding_without_the_version_that_was_read_is_refused_and_keeps_what_was_typed(
    client, forum, editor, moderator, version
):
    said = make_contribution(forum, editor, text="Zo staat het er.")
    sent = {"ground": "off_topic", "words": "Hoort elders."}
    client.force_login(moderator)

    refused = client.post(
        place_of(said, "verbergen/"), sent if version is None else sent | {"version": version}
    )

    assert refused.status_code == 422
    for words in ("Er kwam niet mee welke versie je las.", "Zo staat het er.", "Hoort elders."):
        assert words in refused.text
    assert '<input type="hidden" name="version" value="1">' in refused.text
    assert markup_problems(refused.text) == []
    assert not Hiding.objects.exists()
    said.refresh_from_db()
    assert said.state == ContributionState.PUBLISHED


def test_a_second_click_on_a_decision_leads_on_as_the_first(
    client, forum, editor, moderator, epos_moderator
):
    said = make_contribution(forum, editor)
    make_hiding(said, moderator, appeal="Nee.", appealed_at=timezone.now())
    client.force_login(epos_moderator)
    sent = {"outcome": "stay", "words": "Het blijft\r\nverborgen."}

    done = [client.post(place_of(said, "beslissen/"), sent, follow=True) for _click in range(2)]

    assert all("Beslist. De auteur krijgt een mail." in one.text for one in done)
    assert OutgoingMail.objects.count() == 1


@pytest.mark.slow
def test_an_appeal_that_comes_late_keeps_its_words(
    client, forum, editor, moderator, epos_moderator
):
    said = make_contribution(forum, editor)
    place = place_of(said, "bezwaar/")
    hiding = make_hiding(said, moderator)
    client.force_login(editor)

    clicks = [client.post(place, {"words": "Toch\r\nwel."}, follow=True) for _click in range(2)]
    other = client.post(place, {"words": "In een ander venster."})
    hiding.refresh_from_db()
    decide_appeal(hiding, by=epos_moderator, puts_back=False, words="Het kan niet.")
    late = client.post(place, {"words": "Na de beslissing."})
    lose_session(client)
    client.post(place, {"words": "Afgemeld."})
    client.force_login(editor)
    back = client.get(place)

    assert all("Je bezwaar is verstuurd. Je krijgt een mail." in one.text for one in clicks)
    for page, words, stands in (
        (other, "In een ander venster.", "Je bezwaar is verstuurd"),
        (late, "Na de beslissing.", "Je bijdrage blijft verborgen"),
        (back, "Afgemeld.", "Je bijdrage blijft verborgen"),
    ):
        assert page.status_code == (200 if page is back else 409)
        assert words in page.text
        assert stands in page.text
        assert "Wat je typte" in page.text
        assert markup_problems(page.text) == []
    assert Hiding.objects.get().appeal == "Toch\nwel."


def test_what_was_hidden_meanwhile_is_not_said_to_stay(
    client, forum, editor, moderator, epos_moderator
):
    said = make_contribution(forum, editor)
    make_hiding(said, epos_moderator)
    client.force_login(moderator)

    page = client.post(place_of(said, "nakijken/"), {"wish": "leave"}, follow=True)

    assert "Deze bijdrage is intussen verborgen." in page.text
    assert "De bijdrage blijft staan." not in page.text


@pytest.mark.parametrize("role", ["visitor", "other_editor", "policymaker"])
def test_nobody_else_moderates(request, client, forum, editor, role):
    said = make_contribution(forum, editor)
    if role != "visitor":
        client.force_login(request.getfixturevalue(role))
    for rest, sent in (
        ("nakijken/", {"wish": "leave"}),
        ("verbergen/", {"ground": "hurtful", "words": "Weg.", "version": 1}),
        ("bezwaar/", {"words": "Weg."}),
        ("beslissen/", {"outcome": "back", "words": "Weg."}),
    ):
        response = client.post(place_of(said, rest), sent)
        assert (rest, response.status_code) == (rest, 302 if role == "visitor" else 403)
    assert client.get("/mijn/forums/praat/bijdragen/").status_code in (302, 403)

    assert not Hiding.objects.exists()


def test_the_desk_leaves_out_what_a_colleague_must_look_at(client, forum, moderator, editor):
    make_contribution(forum, moderator, text="Van mij.", state=ContributionState.WAITING)
    mine = make_contribution(forum, editor, text="Door mij verborgen.")
    make_hiding(mine, moderator, appeal="Nee.", appealed_at=timezone.now())
    client.force_login(moderator)
    assert "Bijdragen om na te kijken" not in client.get("/mijn/").text

    make_contribution(forum, editor, text="Eerste.", state=ContributionState.WAITING)

    desk = client.get("/mijn/").text
    assert "Eerste." in desk
    assert re.search("Van mij|Door mij", desk) is None


def test_the_desk_leaves_out_the_school_that_a_moderator_left_this_year(
    client, forum, moderator, school, editor
):
    mandate = make_mandate(moderator, school)
    Mandate.objects.filter(pk=mandate.pk).update(
        ended_at=timezone.now(), until=timezone.localdate()
    )
    said = make_contribution(forum, editor, state=ContributionState.WAITING)
    client.force_login(moderator)

    assert not can_moderate(moderator, said)
    assert "Bijdragen om na te kijken" not in client.get("/mijn/").text


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_costs_eight_statements(
    client, forum, moderator, django_assert_num_queries, count
):
    for number in range(count):
        author = make_mandate(make_user(), make_institution(f"School {number}")).user
        made = make_contribution(forum, author, state=ContributionState.WAITING)
        ContributionReport.objects.create(contribution=made, ground=Ground.OTHER)
    client.force_login(moderator)

    with django_assert_num_queries(8):
        page = client.get("/mijn/forums/praat/bijdragen/")

    assert len(page.context["shown"]) == count


def test_what_is_done_from_the_list_leads_back_to_it(client, forum, editor, moderator):
    said = make_contribution(forum, editor, state=ContributionState.WAITING)
    client.force_login(moderator)
    queue = "/mijn/forums/praat/bijdragen/"
    place = re.search(r'action="([^"]+/nakijken/[^"]*)"', client.get(queue).text).group(1)

    from_list = client.post(place, {"wish": "publish", "version": said.version})
    elsewhere = client.post(place_of(said, "nakijken/"), {"wish": "leave"})

    assert from_list.url == queue
    assert elsewhere.url == place_of(said)


def test_who_hid_reads_that_a_colleague_decides_on_the_appeal(
    client, forum, editor, moderator, epos_moderator
):
    said = make_contribution(forum, editor, text="Dit zei ik.")
    make_hiding(said, moderator, appeal="Dat klopt niet.", appealed_at=timezone.now())
    queue, words = "/mijn/forums/praat/bijdragen/", "Een collega beslist over dit bezwaar."

    client.force_login(moderator)
    mine, decides = client.get(queue), client.get(place_of(said, "beslissen/"))
    client.force_login(epos_moderator)
    theirs = client.get(queue)

    assert [words in one.text for one in (mine, theirs)] == [True, False]
    assert decides.status_code == 403
    assert "Jij verborg deze bijdrage." in decides.text
    assert "Hoort dit bij je school?" not in decides.text
    for page in (mine, decides):
        assert markup_problems(page.text) == []


def test_nothing_of_a_discussion_stands_on_the_map_of_the_site(client, forum, editor):
    make_contribution(forum, editor, text="Onvindbaar woord.")

    assert "bijdragen" not in client.get("/sitemap-forums.xml").text
    assert "Onvindbaar" not in client.get("/").text
    assert "Onvindbaar" not in client.get("/forums/praat/").text
