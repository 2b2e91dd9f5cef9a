"""Building the agenda of a session, and laying conclusions before it."""

from __future__ import annotations

import pytest
from django.utils import timezone

from audit.records import Event
from forums.domain.agendas import add_item, move_item, remove_item, table_conclusion
from forums.domain.meetings import SessionConflictError
from forums.records import AgendaItem, Session
from showcase.domain.withdrawal import withdraw_conclusion
from tests.forums.factories import at, make_forum, make_item, make_session
from tests.forums.organising.making import place_of
from tests.markup import markup_problems
from tests.sharing import made_once
from tests.showcase.factories import make_published, make_school_page
from tests.showcase.public.making import conclusions_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(client, moderator, school):
    """A session of two hours; its organiser is signed in."""
    client.force_login(moderator)
    return make_session(
        make_forum("vraag"), starts_at=at(2026, 12, 2, 13, 30), ends_at=at(2026, 12, 2, 15, 30)
    )


@made_once
def conclusions(school):
    return conclusions_of(make_published(make_school_page(school), conclusions=3))


def agenda_of(session, item=None):
    rest = f"sessies/{session.number}/agenda/"
    return place_of(session.forum, f"{rest}{item.pk}/" if item else rest)


def mark(session):
    return {"started_from": Session.objects.get(pk=session.pk).version}


def titles(session):
    return list(session.agenda.order_by("position").values_list("position", "title"))


def references(response):
    return {one.reference for one in response.context["found"].page.object_list}


@pytest.mark.slow
def test_items_are_added_at_the_end_and_their_minutes_add_up(client, session, moderator):
    for title, minutes in (("Welkom", 15), ("Gesprek", 90), ("Slot", 30)):
        sent = {"wish": "add", "title": title, "minutes": minutes, "opened_by": "Lies"}
        assert client.post(agenda_of(session), sent | mark(session)).url == agenda_of(session)

    response = client.get(agenda_of(session))

    assert titles(session) == [(1, "Welkom"), (2, "Gesprek"), (3, "Slot")]
    starts = [timezone.localtime(one.starts_at) for one in response.context["agenda"]]
    assert [one.strftime("%H:%M") for one in starts] == ["13:30", "13:45", "15:15"]
    assert "Samen 135 minuten." in response.text
    assert "De agenda duurt 15 minuten te lang: de bijeenkomst eindigt om 15:30." in response.text
    assert markup_problems(response.text) == []
    assert Event.objects.filter(verb="add_item", actor_id=moderator.pk).count() == 3


def test_agenda_that_fits_says_how_much_is_left(client, session):
    make_item(session, minutes=45)

    text = client.get(agenda_of(session)).text

    assert "Er blijven 75 minuten over." in text
    assert "te lang" not in text


@pytest.mark.parametrize("minutes", ["0", "481"])
def test_item_of_no_length_is_refused_at_its_field(client, session, minutes):
    sent = {"wish": "add", "title": "Welkom", "minutes": minutes}

    response = client.post(agenda_of(session), sent | mark(session))

    assert response.status_code == 422
    assert response.context["form"].errors == {
        "minutes": ["Een agendapunt duurt 1 tot 480 minuten."]
    }
    assert markup_problems(response.text) == []
    assert titles(session) == []


def test_items_move_by_buttons_and_the_keyboard_stays_on_its_button(client, session):
    first, _second, _third = (make_item(session, title=title) for title in "ABC")

    for place, focus in (("BAC", "omlaag"), ("BCA", "omhoog")):
        sent = {"wish": "omlaag", "item": first.pk}
        response = client.post(agenda_of(session), sent | mark(session), follow=True)
        assert "".join(title for _place, title in titles(session)) == place
        assert response.context["focus"] == (first.pk, focus)
        assert response.text.count("autofocus") == 1
    client.post(agenda_of(session), {"wish": "omhoog", "item": first.pk} | mark(session))

    assert titles(session) == [(1, "B"), (2, "A"), (3, "C")]
    assert Event.objects.filter(verb="move_item").count() == 3


@pytest.mark.parametrize(("index", "down"), [(0, False), (1, True)])
def test_item_at_an_end_does_not_move_beyond(session, moderator, index, down):
    items = [make_item(session, title=title) for title in "AB"]

    move_item(items[index], by=moderator, started_from=1, down=down)

    assert titles(session) == [(1, "A"), (2, "B")]
    assert Session.objects.get().version == 1


def test_item_is_changed_and_taken_off(client, session):
    first, second = make_item(session, title="A"), make_item(session, title="B")
    sent = {"wish": "save", "title": "Anders", "minutes": "20"}

    assert client.post(agenda_of(session, second), sent | mark(session)).status_code == 302
    client.post(agenda_of(session, first), {"wish": "remove"} | mark(session))

    item = session.agenda.get()
    assert (item.position, item.title, item.minutes) == (1, "Anders", 20)


@pytest.mark.slow
def test_two_organisers_at_once_lose_nothing(client, session, epos_moderator):
    item = make_item(session, title="A")
    add_item(session, by=epos_moderator, started_from=1, title="Van Tom", minutes=10)
    old = {"started_from": 1}

    added = client.post(
        agenda_of(session), {"wish": "add", "title": "Van mij", "minutes": "5"} | old
    )
    moved = client.post(agenda_of(session), {"wish": "omlaag", "item": item.pk} | old)
    changed = client.post(
        agenda_of(session, item), {"wish": "save", "title": "Nieuw", "minutes": "5"} | old
    )
    removed = client.post(agenda_of(session, item), {"wish": "remove"} | old)

    for response in (added, moved, changed, removed):
        assert response.status_code == 409
        assert "Een collega wijzigde intussen deze bijeenkomst" in response.text
        assert markup_problems(response.text) == []
    assert "Van mij" in added.text
    assert "Van Tom" in added.text
    assert 'value="Nieuw"' in changed.text
    assert titles(session) == [(1, "A"), (2, "Van Tom")]
    sent = {"wish": "add", "title": "Van mij", "minutes": "5"} | mark(session)
    client.post(agenda_of(session), sent)
    assert titles(session) == [(1, "A"), (2, "Van Tom"), (3, "Van mij")]


def test_item_that_a_colleague_took_off_can_be_put_on_again(client, session, epos_moderator):
    item = make_item(session, title="A")
    remove_item(item, by=epos_moderator, started_from=1)
    sent = {"wish": "save", "title": "Mijn woorden", "minutes": "5", "started_from": 1}

    response = client.post(agenda_of(session, item), sent)

    assert response.status_code == 409
    assert 'value="Mijn woorden"' in response.text
    assert markup_problems(response.text) == []


@pytest.mark.slow
def test_conclusion_is_found_by_reference_or_words_and_laid_before_the_session(
    client, session, conclusions, epos_moderator
):
    item = make_item(session)
    first, second, gone = conclusions
    withdraw_conclusion(gone, by=epos_moderator, reason="Dubbel.")

    by_number = client.get(agenda_of(session, item), {"q": first.reference})
    by_words = client.get(agenda_of(session, item), {"q": "de brug"})
    nothing = client.get(agenda_of(session, item), {"q": "zeppelin"})

    assert [one.reference for one in by_number.context["found"].page.object_list] == [
        first.reference
    ]
    assert {one.reference for one in by_words.context["found"].page.object_list} == {
        first.reference,
        second.reference,
    }
    assert by_words.context["found"].query.order == "relevantie"
    assert "Niets gevonden" in nothing.text
    for response in (by_number, by_words, nothing):
        assert markup_problems(response.text) == []
    place = f"{agenda_of(session, item)}?q=brug"
    for wish, tabled in (("table", [first]), ("untable", [])):
        sent = {"wish": wish, "reference": first.reference}
        assert client.post(place, sent | mark(session)).url == place
        assert list(item.conclusions.all()) == tabled
    of_session = Event.objects.filter(object_type="forums.session", object_id=str(session.pk))
    assert set(of_session.values_list("verb", flat=True)) == {
        "table_conclusion",
        "untable_conclusion",
    }


def test_withdrawn_conclusion_is_not_laid_before_a_session(
    client, session, conclusions, epos_moderator
):
    item, gone = make_item(session), conclusions[0]
    withdraw_conclusion(gone, by=epos_moderator, reason="Dubbel.")
    sent = {"wish": "table", "reference": gone.reference}

    response = client.post(agenda_of(session, item), sent | mark(session), follow=True)

    assert "Deze conclusie is ingetrokken." in response.text
    assert list(item.conclusions.all()) == []


def test_tabling_twice_or_on_an_old_version(session, conclusions, moderator):
    item, conclusion = make_item(session), conclusions[0]
    table_conclusion(item, conclusion, by=moderator, started_from=1)
    table_conclusion(item, conclusion, by=moderator, started_from=2)

    with pytest.raises(SessionConflictError):
        table_conclusion(item, conclusions[1], by=moderator, started_from=1)

    assert list(item.conclusions.all()) == [conclusion]
    assert Session.objects.get().version == 2


def test_second_clicks_on_an_agenda_are_no_conflict(client, session, conclusions):
    item = make_item(session, title="Welkom")
    clicks = [
        (agenda_of(session), {"wish": "add", "title": "Slot", "minutes": 30, "opened_by": "Lies"}),
        (agenda_of(session, item), {"wish": "save", "title": "Begin", "minutes": 5}),
        (agenda_of(session, item), {"wish": "table", "reference": conclusions[0].reference}),
    ]

    for address, sent in clicks:
        seen = mark(session)
        assert [client.post(address, sent | seen).status_code for _click in "ab"] == [302, 302]

    assert titles(session) == [(1, "Begin"), (2, "Slot")]
    assert list(item.conclusions.all()) == [conclusions[0]]
    assert mark(session) == {"started_from": 4}


def test_item_of_another_session_is_not_there(client, session):
    other = make_item(make_session(make_forum("andere")))

    assert client.get(agenda_of(session, other)).status_code == 404
    sent = {"wish": "omlaag", "item": other.pk}
    assert client.post(agenda_of(session), sent | mark(session)).status_code == 404
    assert AgendaItem.objects.get().position == 1


@pytest.mark.parametrize("reference", ["2026-9999", "x\0y"])
def test_unknown_conclusion_or_number_leads_nowhere(client, session, reference):
    item = make_item(session)
    sent = {"wish": "table", "reference": reference}

    assert client.post(agenda_of(session, item), sent | mark(session)).status_code == 404
    assert client.get(f"{agenda_of(session)}{2**64}/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_agenda_and_item_cost_the_same(
    client, session, conclusions, django_assert_num_queries, count
):
    for number in range(count):
        item = make_item(session, *conclusions[: number + 1])

    client.get(agenda_of(session, item), {"q": "brug"})  # the finder reads its index once
    with django_assert_num_queries(19):
        agenda = client.get(agenda_of(session))
    with django_assert_num_queries(9):
        page = client.get(agenda_of(session, item))
    with django_assert_num_queries(12):
        found = client.get(agenda_of(session, item), {"q": "brug"})

    assert len(agenda.context["agenda"]) == count
    assert len(page.context["tabled"]) == count
    assert found.context["found"].total == 3
    for response in (agenda, page, found):
        assert markup_problems(response.text) == []
