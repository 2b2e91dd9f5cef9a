"""Pages of minutes: writing, reading, asking to correct, and who opens them."""

from __future__ import annotations

import pytest

from forums.records import Correction, Minutes
from tests.accounts.factories import make_user
from tests.forums.factories import make_item
from tests.forums.minutes.making import EMPTY, SAID, make_corrected, make_presented, write
from tests.markup import markup_problems

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

    with django_assert_num_queries(6):
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
