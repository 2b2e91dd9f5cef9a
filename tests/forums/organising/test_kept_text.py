"""What an organiser typed while signed out is there again, on every form of their desk."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from forums.domain.deciding import mark_of
from forums.domain.meetings import cancel_session
from forums.enums import Format, ProposalState
from forums.pages import Forum
from tests.forums.factories import make_calling, make_item, make_proposal, make_session
from tests.forums.organising.making import bare, place_of, session_data
from tests.markup import markup_problems
from tests.sharing import made_once
from tests.showcase.factories import make_published, make_school_page
from tests.showcase.public.making import conclusions_of

pytestmark = pytest.mark.django_db

SAID = "Je tekst is er nog."
COMING = timezone.now() + timedelta(days=5)


@dataclass
class Typed:
    """Where something is typed, and the values that should stand there again."""

    rest: str
    words: dict[str, str]
    hidden: dict[str, Any] = field(default_factory=dict)


ITEM = {"title": "Niet kwijt", "minutes": "17"}

FORMS = {
    "new item": Typed("sessies/1/agenda/", ITEM, {"wish": "add", "started_from": 1}),
    "item": Typed("sessies/1/agenda/{item}/", ITEM, {"wish": "save", "started_from": 1}),
    "presenter": Typed(
        "sessies/1/agenda/{item}/sprekers/",
        {"institution_name": "Huis Niet Kwijt"},
        {"wish": "add", "started_from": 1},
    ),
    "new session": Typed("sessies/nieuw/", session_data(title="Niet kwijt")),
    "session": Typed("sessies/1/", session_data(title="Niet kwijt"), {"started_from": 1}),
    "calling off": Typed("sessies/1/afzeggen/", {"reason": "De zaal is stuk."}),
    "again": Typed("sessies/1/overnemen/", {"day": "2026-12-24", "begins": "11:11"}),
    "rules": Typed(
        "sessies/1/inschrijvingen/regels/", {"places_on_site": "17", "hours_to_accept": "5"}
    ),
    "invitation": Typed("leden/", {"email": "kwijt@dienst.example"}, {"wish": "invite"}),
    "refusal": Typed(
        "voorstellen/",
        {"reason": "Te laat."},
        {"wish": "decline", "key": "{proposal}", "seen": "{seen}"},
    ),
    "document": Typed("sessies/1/agenda/{item}/documenten/", {"title": "Niet kwijt"}),
}


@made_once
def forum():
    return make_calling("oproep")


@made_once
def keys(forum, school):
    conclusion = conclusions_of(make_published(make_school_page(school)))[0]
    item = make_item(make_session(forum, starts_at=COMING), title="Zoals het was")
    proposal = make_proposal(forum, conclusion)
    return {"item": item.pk, "proposal": proposal.pk, "seen": mark_of([proposal])}


def sent_signed_out(client, person, address, typed):
    """Type while the session ends, and sign in again."""
    client.force_login(person)
    client.get("/account/")
    del client.cookies[settings.SESSION_COOKIE_NAME]
    response = client.post(address, typed)
    assert response["Location"].startswith("/account/login/?next=")
    client.force_login(person)
    return client.get(address)


def filled(values, keys):
    return {name: str(value).format(**keys) for name, value in values.items()}


@pytest.mark.parametrize("name", FORMS)
def test_what_was_typed_signed_out_is_there_again_and_forgotten_when_it_is_saved(
    client, forum, keys, moderator, name
):
    typed = FORMS[name]
    address = place_of(forum, typed.rest.format(**keys))
    sent = typed.words | filled(typed.hidden, keys)

    back = sent_signed_out(client, moderator, address, sent)

    soup = BeautifulSoup(back.content, "html.parser")
    boxes = {one: soup.select(f'[name="{one}"]') for one in typed.words}
    shown = {
        one: {box.text.strip() if box.name == "textarea" else box.get("value", "") for box in found}
        for one, found in boxes.items()
    }
    assert {one for one, words in typed.words.items() if words not in shown[one]} == set()
    assert back.status_code == 200
    assert SAID in back.text
    assert markup_problems(back.text) == []
    if name != "document":
        client.post(address, sent)
        assert "kept_text" not in client.session


def test_a_new_forum_that_is_refused_at_the_last_moment_keeps_what_was_typed(
    client, forum, moderator, monkeypatch
):
    typed = bare(title="Niet kwijt")
    address = "/mijn/forums/nieuw/"
    sent_signed_out(client, moderator, address, typed)

    def refuse(self, *_args, **_kwargs):
        raise ValidationError("Dit kan niet meer.")

    monkeypatch.setattr(Forum, "full_clean", refuse)
    refused = client.post(address, typed)

    assert refused.status_code == 422
    assert "Dit kan niet meer." in refused.text
    assert 'value="Niet kwijt"' in refused.text
    assert "kept_text" in client.session
    monkeypatch.undo()
    assert client.post(address, typed).status_code == 302
    assert "kept_text" not in client.session


def test_a_button_that_was_pressed_signed_out_is_no_text(client, forum, keys, moderator):
    address = place_of(forum, "sessies/1/agenda/")
    sent = {"wish": "omhoog", "item": keys["item"], "started_from": 1}

    back = sent_signed_out(client, moderator, address, sent)

    assert back.status_code == 302
    again = client.get(address)
    assert "Er is nog niets gebeurd." in again.text
    assert SAID not in again.text


def test_an_item_that_waited_keeps_the_version_it_was_typed_over(client, forum, keys, moderator):
    """A colleague who saved meanwhile is shown, not overwritten."""
    address = place_of(forum, f"sessies/1/agenda/{keys['item']}/")
    client.force_login(moderator)
    client.post(
        address, {"wish": "save", "title": "Van de collega", "minutes": 5, "started_from": 1}
    )

    back = sent_signed_out(client, moderator, address, ITEM | {"wish": "save", "started_from": "1"})

    assert back.context["started_from"] == 1
    assert client.post(address, ITEM | {"wish": "save", "started_from": 1}).status_code == 409


@dataclass
class Overtaken:
    """A form that one organiser sends while a colleague saved it too."""

    rest: str
    mine: dict[str, Any]
    wrong: dict[str, Any]
    theirs: dict[str, Any]


SAVE = {"wish": "save"}
OVERTAKEN = {
    "forum": Overtaken("bewerken/", bare(), {"title": ""}, {"question": "Van een collega?"}),
    "report": Overtaken(
        "verslag/", {"report": "Van mij."}, {"report": "x" * 100_001}, {"report": "Van een collega"}
    ),
    "session": Overtaken("sessies/1/", session_data(), {"title": ""}, {"title": "Van een collega"}),
    "item": Overtaken(
        "sessies/1/agenda/{item}/", ITEM | SAVE, {"title": ""}, {"title": "Van een collega"}
    ),
}


@pytest.mark.parametrize("name", OVERTAKEN)
@pytest.mark.slow
def test_text_that_waited_or_was_refused_does_not_go_over_that_of_a_colleague(
    client, forum, keys, moderator, name
):
    one = OVERTAKEN[name]
    address = place_of(forum, one.rest.format(**keys))
    Forum.objects.update(live=False)  # of a draft nothing more is asked than what is sent here
    client.force_login(moderator)
    client.post(address, one.mine | {"started_from": _shown_version(client.get(address))})
    seen = {"started_from": _shown_version(client.get(address))}
    assert client.post(address, one.mine | one.theirs | seen).status_code == 302

    refused = client.post(address, one.mine | one.wrong | seen)
    back = sent_signed_out(client, moderator, address, one.mine | seen)
    again = client.post(address, one.mine | {"started_from": _shown_version(back)})
    asked = client.post(address, one.mine | {"started_from": _shown_version(again)})

    assert refused.status_code == 422
    assert SAID in back.text
    assert {_shown_version(refused), _shown_version(back)} == {seen["started_from"]}
    assert [again.status_code, asked.status_code] == [409, 302]


def _shown_version(page):
    """The version that the form of a page, with the words of its writer, goes over."""
    soup = BeautifulSoup(page.content, "html.parser")
    form = soup.select_one("[name=title], [name=report]").find_parent("form")
    return form.select_one("[name=started_from]")["value"]


@pytest.mark.parametrize("name", ["new item", "presenter", "refusal"])
def test_what_can_not_be_saved_any_more_is_there_to_copy(client, forum, keys, moderator, name):
    typed = FORMS[name]
    address = place_of(forum, typed.rest.format(**keys))
    session = forum.sessions.get()
    cancel_session(session, by=moderator, reason="Ziek.")
    forum.proposals.update(state=ProposalState.WITHDRAWN, withdrawn_at=timezone.now())

    back = sent_signed_out(client, moderator, address, typed.words | filled(typed.hidden, keys))

    assert "Dit kan niet meer bewaard worden." in back.text
    assert {words for words in typed.words.values() if words not in back.text} == set()
    assert markup_problems(back.text) == []


@pytest.mark.parametrize("name", ["session", "item", "new item", "presenter"])
@pytest.mark.parametrize("ended", ["called off", "recorded"])
def test_what_is_sent_just_after_a_session_ended_stands_there_to_copy(
    client, forum, keys, moderator, name, ended
):
    typed = FORMS[name]
    client.force_login(moderator)
    address = place_of(forum, typed.rest.format(**keys))
    session = forum.sessions.get()
    seen = {"started_from": session.version}
    if ended == "called off":
        cancel_session(session, by=moderator, reason="Ziek.")
    else:
        forum.sessions.update(corrections_until=timezone.now())

    sent = client.post(address, typed.words | filled(typed.hidden, keys) | seen)

    assert sent.status_code == 409
    assert "Dit kan niet meer bewaard worden." in sent.text
    words = {str(dict(Format.choices).get(one, one)) for one in typed.words.values()}
    assert {one for one in words if one not in sent.text} == set()
    assert "wijzigt niet meer" in sent.text
    assert markup_problems(sent.text) == []
