"""What a colleague throws away while somebody works on it: said in words, and no text is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from forums.domain.agendas import remove_item
from forums.domain.consenting import sign
from forums.domain.deleted import DeletedMeanwhileError
from forums.domain.documents import add_document
from forums.domain.minutes import Account, write_minutes
from forums.domain.presenting import add_presenter, remove_presenter, set_presenter_consent
from forums.domain.recommending import (
    delete_recommendation,
    publish_recommendation,
)
from forums.records import AgendaDocument, Minutes, Recommendation, Session
from tests.forums.agendas.test_documents import upload
from tests.forums.factories import (
    make_coming_session,
    make_draft,
    make_forum,
    make_item,
    make_presenter,
)
from tests.forums.minutes.making import EMPTY
from tests.forums.organising.making import place_of
from tests.markup import markup_problems
from tests.racing import during
from tests.signing_out import lose_session

pytestmark = pytest.mark.django_db

DRAFT = "/mijn/forums/leren/aanbevelingen/1/"
TYPED = "Wat je typte"


@pytest.fixture
def item(client, moderator):
    """An item of a session to come; its organiser is signed in."""
    client.force_login(moderator)
    return make_item(make_coming_session(make_forum("leren")), title="Gesprek", is_published=False)


def until():
    return timezone.localdate() + timedelta(days=30)


def take_off(item, by):
    remove_item(item, by=by, started_from=version_of(item))


def version_of(item):
    return Session.objects.get(pk=item.session_id).version


def below(item, rest=""):
    return place_of(item.session.forum, f"sessies/1/agenda/{item.pk}/{rest}")


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
@pytest.mark.both
def test_a_draft_rewritten_while_a_colleague_throws_it_away_becomes_a_new_one(client, moderator):
    draft = make_draft(make_forum("leren"))
    client.force_login(moderator)
    sent = {"statement": "Niet verloren.", "times_saved": 1, "draft": draft.pk}

    _gone, response = during(
        lambda: delete_recommendation(draft, times_saved=draft.times_saved, by=moderator),
        lambda: client.post(DRAFT, sent, follow=True),
    )

    assert "gooide dit ontwerp weg" in response.text
    assert [one.statement for one in Recommendation.objects.all()] == ["Niet verloren."]
    assert markup_problems(response.text) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", ["publiceren", "weggooien"])
@pytest.mark.slow
@pytest.mark.both
def test_a_button_of_a_draft_that_is_thrown_away_says_so(client, moderator, act):
    draft = make_draft(make_forum("leren"))
    client.force_login(moderator)
    sent = {"times_saved": 1, "draft": draft.pk}

    _gone, raced = during(
        lambda: delete_recommendation(draft, times_saved=draft.times_saved, by=moderator),
        lambda: client.post(f"{DRAFT}{act}/", sent, follow=True),
    )
    late = client.post(f"{DRAFT}{act}/", sent, follow=True)

    said = {one: "weggegooid" in one.text for one in (raced, late)}
    assert said == {raced: True, late: True}
    assert client.get(f"{DRAFT}{act}/").status_code == 404


def test_another_draft_that_got_the_number_is_no_answer_to_a_button(client, moderator):
    forum = make_forum("leren")
    gone = make_draft(forum)
    delete_recommendation(gone, times_saved=gone.times_saved, by=moderator)
    other = make_draft(forum)
    client.force_login(moderator)

    for act in ("publiceren", "weggooien"):
        said = client.post(f"{DRAFT}{act}/", {"times_saved": 1, "draft": gone.pk}, follow=True)
        assert "Dit ontwerp is al weggegooid." in said.text

    assert Recommendation.objects.get() == other


def test_a_verb_on_what_is_gone_names_it(item, moderator):
    draft = make_draft(make_forum("anders"))
    delete_recommendation(draft, times_saved=draft.times_saved, by=moderator)
    an = make_presenter(item, name="An")
    remove_presenter(an, by=moderator, started_from=1)
    take_off(item, moderator)
    session = Session.objects.get()
    item.session = session

    for verb in (
        lambda: publish_recommendation(draft, times_saved=1, by=moderator),
        lambda: set_presenter_consent(an, until(), by=moderator, seen=""),
        lambda: add_presenter(item, by=moderator, started_from=session.version, name="Bo"),
        lambda: add_document(item, upload(), by=moderator, title="Cijfers"),
        lambda: write_minutes(item, Account("Zo."), by=moderator, shown=EMPTY),
    ):
        with pytest.raises(DeletedMeanwhileError):
            verb()

    assert not (Minutes.objects.exists() or AgendaDocument.objects.exists())


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
@pytest.mark.both
def test_a_consent_noted_while_the_person_is_taken_off_is_told_so(client, item, moderator):
    an = make_presenter(item, name="An")
    agreed = {"is_named": "on", "named_until": until(), "seen": an.consent_mark}

    _gone, raced = during(
        lambda: remove_presenter(an, by=moderator, started_from=1),
        lambda: client.post(below(item, f"sprekers/{an.pk}/"), agreed),
    )
    late = client.post(below(item, f"sprekers/{an.pk}/"), agreed)

    for response in (raced, late):
        assert response.status_code == 409
        assert "Deze persoon staat niet meer bij het punt" in response.text
        assert TYPED in response.text
        assert markup_problems(response.text) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
@pytest.mark.both
def test_a_name_taken_back_while_an_organiser_takes_it_off_is_gone(client, item, moderator):
    an = make_presenter(item, name="An", named_until=until())
    client.logout()

    _gone, raced = during(
        lambda: remove_presenter(an, by=moderator, started_from=1),
        lambda: client.post(f"/spreker/{sign(an)}/"),
    )

    assert raced.status_code == 200
    assert "Je naam is weg, op elke pagina." in raced.text
    assert markup_problems(raced.text) == []


def test_a_presenter_of_an_item_that_is_off_the_agenda_is_there_to_copy(client, item, moderator):
    sent = {"wish": "add", "started_from": 1, "institution_name": "Huis Niet Kwijt"}
    an = make_presenter(item, name="An")
    lose_session(client)
    client.post(below(item, "sprekers/"), sent)
    take_off(item, moderator)
    client.force_login(moderator)

    back = client.get(below(item, "sprekers/"))
    response = client.post(below(item, "sprekers/"), sent)
    consent = client.post(below(item, f"sprekers/{an.pk}/"), {"is_named": "on", "seen": ""})

    assert (back.status_code, response.status_code, consent.status_code) == (200, 409, 409)
    for page in (back, response):
        assert "Dit punt staat niet meer op de agenda" in page.text
        assert "Huis Niet Kwijt" in page.text
        assert markup_problems(page.text) == []
    assert client.get(below(item, "sprekers/")).status_code == 404


def test_a_document_for_an_item_that_is_off_the_agenda_keeps_its_title(client, item, moderator):
    take_off(item, moderator)

    response = client.post(
        below(item, "documenten/"), {"title": "Niet kwijt", "file": upload("cijfers.pdf")}
    )
    away = client.post(below(item, "documenten/1/weghalen/"))

    assert (response.status_code, away.status_code) == (409, 409)
    assert "Dit punt staat niet meer op de agenda" in response.text
    assert "Niet kwijt" in response.text
    assert markup_problems(response.text) == []
    assert client.get(below(item, "documenten/")).status_code == 404


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
@pytest.mark.both
def test_a_document_sent_while_its_item_is_taken_off_is_told_so(client, item, moderator):
    _gone, response = during(
        lambda: take_off(item, moderator),
        lambda: client.post(below(item, "documenten/"), {"title": "Zo", "file": upload()}),
    )

    assert response.status_code == 409
    assert "Dit punt staat niet meer op de agenda" in response.text


def test_buttons_of_an_item_that_is_off_the_agenda_show_the_agenda(client, item, moderator):
    take_off(item, moderator)
    agenda = place_of(item.session.forum, "sessies/1/agenda/")
    old = {"started_from": 1}

    moved = client.post(agenda, {"wish": "omlaag", "item": item.pk, **old})
    tabled = client.post(below(item), {"wish": "table", "reference": "2026-0001", **old})
    again = client.post(below(item), {"wish": "remove", **old}, follow=True)

    assert (moved.status_code, tabled.status_code) == (409, 409)
    assert "Een collega wijzigde intussen deze bijeenkomst" in moved.text
    assert again.redirect_chain == [(agenda, 302)]
    assert "Dit punt staat niet meer op de agenda." in again.text


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
@pytest.mark.both
def test_an_item_changed_while_it_is_taken_off_can_be_put_on_again(client, item, moderator):
    sent = {"wish": "save", "started_from": 1, "title": "Niet kwijt", "minutes": 20}

    _gone, response = during(
        lambda: take_off(item, moderator), lambda: client.post(below(item), sent)
    )

    assert response.status_code == 409
    assert 'value="Niet kwijt"' in response.text
    assert 'value="add"' in response.text


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("moment", ["raced", "late"])
@pytest.mark.parametrize("how", ["autosave", "button"])
@pytest.mark.slow
@pytest.mark.both
def test_minutes_of_an_item_that_is_off_the_agenda_are_there_to_copy(
    client, item, moderator, how, moment
):
    other = make_item(item.session, title="Slot", is_published=False)
    sent = {
        f"text_{item.pk}": "Niet kwijt.",
        f"reason_{item.pk}": "",
        f"text_{other.pk}": "Bewaard.",
        f"reason_{other.pk}": "",
        "mark": f"{item.pk}:{EMPTY} {other.pk}:{EMPTY}",
        "sitting": "venster",
        "turn": "1",
    }
    place = place_of(item.session.forum, "sessies/1/verslag/")
    autosave = {"autosave": "1"} if how == "autosave" else {}

    def save():
        return client.post(place, sent | autosave)

    if moment == "raced":
        _gone, response = during(lambda: take_off(item, moderator), save)
    else:
        take_off(item, moderator)
        response = save()

    assert response.status_code == 409
    assert [one.text for one in Minutes.objects.all()] == ["Bewaard."]
    if how == "autosave":
        assert response.json()["words"].startswith("Een punt waarover je schreef")
    else:
        assert "Niet kwijt." in response.text
        assert markup_problems(response.text) == []
