"""Pages of minutes: writing, reading, asking to correct, and who opens them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from forums.domain.agendas import change_item
from forums.domain.correcting import propose_correction, refuse_correction, take_over
from forums.records import Correction, Minutes, Session
from notifications.records import OutgoingMail
from tests.accounts.factories import make_user
from tests.forums.factories import make_forum, make_item, make_session
from tests.forums.minutes.making import EMPTY, SAID, make_corrected, make_presented, write
from tests.markup import markup_problems
from tests.signing_out import lose_session

pytestmark = pytest.mark.django_db

WRITING = "/mijn/forums/vraag/sessies/1/verslag/"
READING = "/forums/vraag/sessies/1/verslag/"


@pytest.fixture
def item(school):
    return make_presented(school)


def typed(item, text=SAID, reason="", *, mark=EMPTY, **more):
    return {
        f"text_{item.pk}": text,
        f"reason_{item.pk}": reason,
        "mark": f"{item.pk}:{mark}",
        "sitting": "venster",
        "turn": "1",
        **more,
    }


def make_correction(item, editor, school, *, by):
    """What the school of ``editor`` asks of the minutes of ``item``, not answered yet."""
    return propose_correction(
        make_corrected(item, by=by),
        by=editor,
        institution=school,
        passage="één formulier",
        proposal="één brief",
        reason="Zo zeiden we het.",
    )


def test_a_reporter_writes_and_the_page_saves_by_itself(client, item, moderator):
    reporter = make_user()
    client.force_login(moderator)
    client.post(f"{WRITING}verslaggever/", {"email": reporter.email})
    client.force_login(reporter)
    page = client.get(WRITING)
    assert markup_problems(page.text) == []
    assert f'name="mark" value="{item.pk}:{EMPTY}"' in page.text

    told = client.post(WRITING, typed(item, "Een", autosave="1")).json()
    again = client.post(
        WRITING, typed(item, "Een twee", autosave="1", turn="2") | {"mark": told["mark"]}
    )

    assert told["words"].startswith("Bewaard om")
    assert again.status_code == 200
    assert Minutes.objects.get().text == "Een twee"


def test_an_item_that_cannot_be_kept_is_named_and_the_rest_is_saved(client, item, moderator):
    other = make_item(item.session, title="Rondvraag")
    client.force_login(moderator)
    both = typed(item, "Van mij.") | typed(other, "Gezegd.", "Geen tijd.")
    both["mark"] = f"{item.pk}:{EMPTY} {other.pk}:{EMPTY}"
    refused = (
        "“Rondvraag” is niet bewaard: er staat een verslag én waarom het niet besproken is."
        " Haal een van de twee weg."
    )

    told = client.post(WRITING, both | {"autosave": "1"}).json()
    page = client.post(WRITING, both)

    assert told["words"].startswith("De rest is bewaard om")
    assert told["unread"] == {f"id_reason_{other.pk}": [refused]}
    assert refused in page.text
    assert [one.text for one in Minutes.objects.exclude(text="")] == ["Van mij."]


def test_a_second_save_of_the_same_page_is_written_too(client, item, moderator):
    client.force_login(moderator)
    client.post(WRITING, typed(item, "Eerste versie.", turn="0"))

    answer = client.post(WRITING, typed(item, "Tweede versie.", turn="0"))

    assert answer.status_code == 302
    assert Minutes.objects.get().text == "Tweede versie."


@pytest.mark.parametrize("sitting", ["١", "a b", "x" * 41, 'a"; b'])
def test_a_window_is_named_by_us_alone(client, item, moderator, sitting):
    client.force_login(moderator)

    answer = client.post(WRITING, typed(item, "Gezegd.", sitting=sitting))

    assert answer.cookies["arrived"].value == ".1"
    assert Minutes.objects.get().text == "Gezegd."


def test_two_windows_lose_nothing(client, item, moderator):
    client.force_login(moderator)
    client.post(WRITING, typed(item, "Eerste venster."))

    auto = client.post(WRITING, typed(item, "Tweede venster.", autosave="1", sitting="ander"))
    page = client.post(WRITING, typed(item, "Tweede venster.", sitting="ander"))

    assert (auto.status_code, auto.json()["conflict"]) == (409, True)
    assert page.status_code == 409
    assert markup_problems(page.text) == []
    assert "Eerste venster." in page.text
    assert "Tweede venster." in page.text
    client.post(WRITING, typed(item, "Allebei.", sitting="ander") | {"mark": page.context["mark"]})
    assert Minutes.objects.get().text == "Allebei."


def form_of(page):
    """What a browser sends of the writing form of ``page``, untouched."""
    names = (name for row in page.context["rows"] for name in (row[1].name, row[2].name))
    form = page.context["form"]
    known = {name: form[name].value() or "" for name in names}
    return known | {name: page.context[name] for name in ("mark", "sitting", "turn")}


def test_text_that_waited_empties_no_item_of_a_colleague(client, moderator):
    """The page was opened while nothing stood on the agenda, and is sent when something does."""
    session = make_session(make_forum("vraag"))
    client.force_login(moderator)
    empty = form_of(client.get(WRITING))
    added = make_item(session, title="Rondvraag")
    write(added, "Van een collega.", by=moderator)
    lose_session(client)
    client.post(WRITING, empty)
    client.force_login(moderator)

    page = client.get(WRITING)
    saved = client.post(WRITING, form_of(page))

    assert empty["mark"] == ""
    assert "Je tekst is er nog." in page.text
    assert form_of(page)[f"text_{added.pk}"] == "Van een collega."
    assert saved.status_code == 302
    assert Minutes.objects.get().text == "Van een collega."


@pytest.mark.parametrize("is_final", [False, True])
def test_a_remark_that_comes_after_its_time_is_there_to_copy(
    client, item, school, editor, moderator, is_final
):
    make_corrected(item, by=moderator)
    asked = {
        "item": item.pk,
        "institution": school.pk,
        "passage": "één formulier",
        "proposal": "één brief",
        "reason": "Niet kwijt.",
    }
    client.force_login(editor)
    lose_session(client)
    client.post(READING, asked)
    over = timezone.now() - timedelta(minutes=1)
    Session.objects.update(corrections_until=over, closed_at=over if is_final else None)
    client.force_login(editor)

    back = client.get(READING)
    sent = client.post(READING, asked)

    assert (back.status_code, sent.status_code) == (200, 409)
    for page in (back, sent):
        assert "Wat je typte" in page.text
        assert "Niet kwijt." in page.text
        assert "Klopt er iets niet?" not in page.text
        assert markup_problems(page.text) == []
    assert not Correction.objects.exists()
    assert "Niet kwijt." not in client.get(READING).text


def test_text_that_waited_brings_the_mark_it_was_typed_over(client, item, moderator):
    """Without a mark too: the page takes no mark of words that its writer never saw."""
    client.force_login(moderator)
    write(item, "Van een collega.", by=moderator)
    lose_session(client)
    client.post(WRITING, typed(item, "Van mij.") | {"mark": ""})
    client.force_login(moderator)

    page = client.get(WRITING)
    refused = client.post(WRITING, form_of(page))

    assert form_of(page)[f"text_{item.pk}"] == "Van mij."
    assert page.context["mark"] == ""
    assert refused.status_code == 409
    assert "Van een collega." in refused.text
    assert Minutes.objects.get().text == "Van een collega."


def test_a_conflict_shows_what_stands_of_an_item_that_its_writer_never_had(client, item, moderator):
    client.force_login(moderator)
    before = typed(item, "Van mij.")
    added = make_item(item.session, title="Rondvraag")
    write(item, "Van een collega.", by=moderator)
    write(added, "Ook van een collega.", by=moderator)

    conflict = client.post(WRITING, before)
    saved = client.post(WRITING, form_of(conflict))

    assert conflict.status_code == 409
    assert form_of(conflict)[f"text_{added.pk}"] == "Ook van een collega."
    assert saved.status_code == 302
    texts = Minutes.objects.order_by("item__position").values_list("text", flat=True)
    assert list(texts) == ["Van mij.", "Ook van een collega."]


def test_windows_on_different_items_do_not_meet(client, item, moderator):
    other = make_item(item.session, title="Rondvraag")
    client.force_login(moderator)
    both = typed(item, "") | typed(other, "")
    both["mark"] = f"{item.pk}:{EMPTY} {other.pk}:{EMPTY}"

    client.post(WRITING, both | {f"text_{item.pk}": "Van mij."})
    response = client.post(WRITING, both | {f"text_{other.pk}": "Van jou.", "sitting": "b"})

    assert response.status_code == 302
    texts = Minutes.objects.order_by("item__position").values_list("text", flat=True)
    assert list(texts) == ["Van mij.", "Van jou."]


def test_a_lost_session_keeps_the_text(client, item, moderator):
    client.force_login(moderator)
    client.get(WRITING)
    client.logout()

    told = client.post(WRITING, typed(item, autosave="1"))
    client.post(WRITING, typed(item))
    client.force_login(moderator)

    assert told.status_code == 401
    assert Minutes.objects.count() == 0


def test_missing_items_are_named_all_at_once_with_links(client, item, moderator):
    other = make_item(item.session, title="Rondvraag")
    client.force_login(moderator)

    response = client.post(WRITING, typed(item) | {"doe": "opmerkingen"})

    assert response.status_code == 422
    assert f'href="#id_text_{other.pk}"' in response.text
    assert response.context["points"] == [
        "“Rondvraag” heeft geen verslag. Schrijf wat er gezegd is, of waarom niets."
    ]
    assert markup_problems(response.text) == []


def test_nothing_is_mailed_before_a_writer_says_so(client, item, editor, moderator):
    client.force_login(moderator)

    asked = client.post(WRITING, typed(item) | {"doe": "opmerkingen"}, follow=True)
    before = Session.objects.get().corrections_until, OutgoingMail.objects.count()
    seen = {"seen": asked.context["mark"]}
    done = [client.post(f"{WRITING}opmerkingen/", seen, follow=True) for _again in range(2)]
    again = client.get(f"{WRITING}opmerkingen/")

    assert asked.redirect_chain == [(f"{WRITING}opmerkingen/", 302)]
    assert "vanaf nu 7 dagen" in asked.text
    assert markup_problems(asked.text) == []
    assert before == (None, 0)
    assert Minutes.objects.get().text == SAID
    assert "Wie erbij was, kan nu opmerkingen maken." in done[0].text
    assert Session.objects.get().corrections_until is not None
    assert OutgoingMail.objects.get().recipients == [editor.email]
    assert again.url == WRITING


@pytest.mark.parametrize("changed", ["minutes", "agenda"])
def test_who_lets_corrections_in_sends_what_they_read(client, item, moderator, changed):
    client.force_login(moderator)
    asked = client.post(WRITING, typed(item) | {"doe": "opmerkingen"}, follow=True)
    if changed == "minutes":
        write(item, "Van een collega.", by=moderator)
    else:
        values = {"title": "Van een collega", "minutes": item.minutes}
        change_item(item, by=moderator, started_from=item.session.version, **values)

    stale = client.post(f"{WRITING}opmerkingen/", {"seen": asked.context["mark"]})
    before = Session.objects.get().corrections_until, OutgoingMail.objects.count()
    again = client.post(f"{WRITING}opmerkingen/", {"seen": stale.context["mark"]})

    assert (stale.status_code, before) == (409, (None, 0))
    assert "Iemand wijzigde intussen het verslag of de agenda." in stale.text
    assert markup_problems(stale.text) == []
    assert again.url == WRITING
    assert Session.objects.get().corrections_until is not None


def test_corrections_are_asked_for_by_who_writes_and_of_minutes_that_say_all(
    client, item, editor, moderator, django_assert_num_queries
):
    page = f"{WRITING}opmerkingen/"
    visitor = client.get(page)
    client.force_login(editor)
    school = client.post(page)
    client.force_login(moderator)
    lacking = client.post(page)
    write(item, by=moderator)
    with django_assert_num_queries(6):
        shown = client.get(page)

    assert visitor.url.startswith("/account/login/")
    assert school.status_code == 403
    assert lacking.url == WRITING
    assert shown.status_code == 200
    assert Session.objects.get().corrections_until is None


def test_a_school_asks_to_correct_and_the_reporter_takes_it_over(
    client, item, editor, school, moderator
):
    make_corrected(item, by=moderator)
    client.force_login(editor)
    assert markup_problems(client.get(READING).text) == []
    asked = {
        "item": item.pk,
        "institution": school.pk,
        "passage": "twee formulieren",
        "proposal": "één brief",
        "reason": "Zo zeiden we het.",
    }
    wrong = client.post(READING, asked)
    assert wrong.status_code == 422
    assert "staat niet in het verslag" in wrong.text
    assert markup_problems(wrong.text) == []
    client.post(READING, asked | {"passage": "één formulier"})
    client.force_login(moderator)
    assert markup_problems(client.get(WRITING).text) == []
    correction = Correction.objects.get()

    client.post(f"{WRITING}opmerkingen/{correction.pk}/", {"doe": "neem-over"})

    read = client.get(READING)
    assert "één brief" in Minutes.objects.get().text
    assert "<del>formulier.</del>" in read.text
    assert markup_problems(read.text) == []


@pytest.mark.parametrize("state", ["draft", "growing", "corrections"])
@pytest.mark.slow
def test_who_opens_the_minutes(client, school, moderator, editor, policymaker, state):
    item = make_presented(school, minutes_grow=state == "growing")
    (make_corrected if state == "corrections" else write)(item, by=moderator)
    seen = {}
    for name, person in {
        "visitor": None,
        "policymaker": policymaker,
        "editor": editor,
        "moderator": moderator,
    }.items():
        client.logout()
        if person:
            client.force_login(person)
        seen[name] = (client.get(READING).status_code, client.get(WRITING).status_code)
        assert (SAID in client.get(READING).text) is (seen[name][0] == 200)

    all_read = 200 if state == "growing" else 404
    assert seen == {
        "visitor": (all_read, 302),
        "policymaker": (all_read, 403),
        "editor": (200 if state == "corrections" else all_read, 403),
        "moderator": (200, 200),
    }


@pytest.mark.parametrize("count", [1, 3])
def test_reading_costs_the_same_for_every_agenda(
    client, item, moderator, django_assert_num_queries, count
):
    write(item, by=moderator)
    for _more in range(count - 1):
        write(make_item(item.session), by=moderator)
    type(item.session.forum).objects.update(minutes_grow=True)

    with django_assert_num_queries(5):
        response = client.get(READING)

    assert len(response.context["items"]) == count


@pytest.mark.parametrize("count", [1, 3])
def test_writing_costs_the_same_for_every_agenda(
    client, item, moderator, django_assert_num_queries, count
):
    for _more in range(count - 1):
        make_item(item.session)
    client.force_login(moderator)

    with django_assert_num_queries(7):
        response = client.get(WRITING)

    assert len(response.context["rows"]) == count


def test_minutes_that_grow_show_the_published_agenda_alone(client, school, moderator):
    """A new item and new words of an old one wait until the organiser publishes them."""
    item = make_presented(school, minutes_grow=True)
    write(item, by=moderator)
    secret = make_item(item.session, is_published=False, title="Nog geheim", opened_by="Stil Huis")
    write(secret, "Dit las nog niemand.", by=moderator)
    type(item).objects.filter(pk=item.pk).update(title="Nog stiller")

    read = client.get(READING)
    client.force_login(moderator)
    written = client.get(READING)

    assert [(one.item.title, one.minutes.text) for one in read.context["items"]] == [
        ("Eén formulier", SAID)
    ]
    assert not [
        words
        for words in ("Nog geheim", "Stil Huis", "Dit las nog niemand.", "Nog stiller")
        if words in read.text
    ]
    assert [one.item.title for one in written.context["items"]] == ["Nog stiller", "Nog geheim"]
    assert markup_problems(read.text) == []


@pytest.mark.parametrize("agenda", ["working", "of tomorrow"])
def test_minutes_that_grow_begin_with_a_session_that_has_an_agenda(
    client, moderator, policymaker, agenda
):
    day = timedelta(days=1 if agenda == "of tomorrow" else -1)
    session = make_session(make_forum(minutes_grow=True), starts_at=timezone.now() + day)
    item = make_item(session, is_published=agenda == "of tomorrow", title="Nog geheim")
    write(item, by=moderator)
    page = f"/forums/{session.forum.slug}/sessies/1/"

    seen = {}
    for name, person in {
        "visitor": None,
        "policymaker": policymaker,
        "moderator": moderator,
    }.items():
        client.logout()
        if person:
            client.force_login(person)
        is_linked = "Lees het verslag" in client.get(page).text
        seen[name] = (client.get(f"{page}verslag/").status_code, is_linked)

    assert seen == {
        "visitor": (404, False),
        "policymaker": (404, False),
        "moderator": (200, True),
    }


@pytest.mark.parametrize("who", ["visitor", "moderator"])
def test_a_session_that_was_called_off_has_no_minutes_to_read(client, school, moderator, who):
    item = make_presented(school, minutes_grow=True)
    write(item, by=moderator)
    Session.objects.update(cancelled_at=timezone.now(), cancelled_reason="Ziek.")
    if who == "moderator":
        client.force_login(moderator)

    response = client.get(READING)

    assert (response.status_code, response["Location"]) == (302, "/forums/vraag/sessies/1/")
    assert "gaat niet door" in client.get(response["Location"]).text
    assert client.post(READING, {"item": item.pk}).status_code == (
        404 if who == "moderator" else 302
    )


def test_an_answer_beside_that_of_a_colleague_is_told_and_kept(
    client, item, editor, school, moderator, epos_moderator
):
    correction = make_correction(item, editor, school, by=moderator)
    address = f"{WRITING}opmerkingen/{correction.pk}/"
    refuse_correction(correction, by=epos_moderator, answer="Antwoord van de collega.")
    client.force_login(moderator)

    other = client.post(address, {"doe": "weiger", "answer": "Mijn antwoord."})
    same = client.post(address, {"doe": "weiger", "answer": "Antwoord van de collega."})
    taken = client.post(address, {"doe": "neem-over"})

    assert (other.status_code, same.status_code, taken.status_code) == (409, 302, 409)
    for words in ("Een collega beantwoordde", "Antwoord van de collega.", "Mijn antwoord."):
        assert words in other.text
    assert "Antwoord van de collega." in taken.text
    assert "Wat je typte" not in taken.text
    assert markup_problems(other.text) == markup_problems(taken.text) == []
    assert Correction.objects.get().answer == "Antwoord van de collega."


def test_an_answer_to_what_a_colleague_took_over_is_kept_to_copy(
    client, item, editor, school, moderator, epos_moderator
):
    correction = make_correction(item, editor, school, by=moderator)
    take_over(correction, by=epos_moderator)
    client.force_login(moderator)

    answer = client.post(
        f"{WRITING}opmerkingen/{correction.pk}/", {"doe": "weiger", "answer": "Lang getypt."}
    )

    assert answer.status_code == 409
    assert "De opmerking is overgenomen" in answer.text
    assert "Lang getypt." in answer.text


def test_an_answer_typed_signed_out_is_there_also_when_a_colleague_was_first(
    client, item, editor, school, moderator, epos_moderator
):
    correction = make_correction(item, editor, school, by=moderator)
    client.force_login(moderator)
    client.get("/account/")
    del client.cookies[settings.SESSION_COOKIE_NAME]
    client.post(
        f"{WRITING}opmerkingen/{correction.pk}/", {"doe": "weiger", "answer": "Lang getypt."}
    )
    refuse_correction(correction, by=epos_moderator, answer="Van de collega.")
    client.force_login(moderator)

    page = client.get(WRITING)

    assert "Lang getypt." in page.text
    assert "Van de collega." in page.text
    assert markup_problems(page.text) == []


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("a" * 512, "Dit is 12 tekens te lang."),
        (" ", "Zeg waarom je de opmerking niet overneemt."),
    ],
)
def test_an_answer_that_cannot_stand_is_kept_and_not_cut(
    client, item, editor, school, moderator, typed, words
):
    correction = make_correction(item, editor, school, by=moderator)
    client.force_login(moderator)

    page = client.post(f"{WRITING}opmerkingen/{correction.pk}/", {"doe": "weiger", "answer": typed})

    assert page.status_code == 422
    assert words in page.text
    assert typed in page.text
    assert markup_problems(page.text) == []
    assert Correction.objects.get().is_open


def test_an_address_that_nobody_has_is_kept_to_mend(client, item, moderator):
    client.force_login(moderator)

    page = client.post(f"{WRITING}verslaggever/", {"email": "geen@dienst.example"})

    assert page.status_code == 422
    assert "Niemand met dit adres heeft een account." in page.text
    assert 'value="geen@dienst.example"' in page.text
    assert markup_problems(page.text) == []
    assert Session.objects.get().reporter is None
