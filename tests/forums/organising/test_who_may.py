"""Who organises forums: each verb and each address, for everybody."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from audit.records import Event
from forums.domain import (
    agendas,
    correcting_promises,
    documents,
    meetings,
    organising,
    presenting,
    publishing,
    reporting,
)
from forums.pages import Forum
from forums.records import AgendaDocument, AgendaItem, AgendaVersion, PublishedItem, Session
from tests.accounts.factories import make_user
from tests.forums.factories import (
    make_document,
    make_forums_index,
    make_item,
    make_presenter,
    make_session,
)
from tests.forums.organising.making import HOME, bare, make_ready, mark, place_of, session_data
from tests.sharing import made_once
from tests.showcase.factories import make_published, make_school_page
from tests.showcase.files.samples import PDF
from tests.showcase.public.making import conclusions_of

pytestmark = pytest.mark.django_db

EVERYBODY = ["visitor", "editor", "policymaker", "moderator", "administrator"]
ORGANISERS = {"moderator", "administrator"}


@made_once
def forum(school, epos_moderator):
    """A draft with a session to come, an item, and a conclusion to table."""
    forum = make_ready(epos_moderator)
    item = make_item(make_session(forum, starts_at=timezone.now() + timedelta(days=3)))
    make_item(item.session, is_published=False)
    forum.item, forum.session = item, item.session
    forum.document = make_document(make_item(item.session, is_published=False), b"%PDF-1.7 x")
    forum.presenter = make_presenter(item, name="Bo")
    forum.conclusion = conclusions_of(make_published(make_school_page(school)))[0]
    return forum


def verbs_of(forum):
    """Every verb of organisers, ready but for who does it."""
    seen = {"started_from": 1}
    version = {"started_from": forum.latest_revision_id}
    moment = timezone.now() + timedelta(days=9)
    values = {
        "title": "Tweede",
        "format": "on_site",
        "place": "Gent",
        "starts_at": moment,
        "ends_at": moment + timedelta(hours=1),
    }
    item, session = forum.item, forum.session
    day = timezone.localdate()
    words = {"title": "Punt", "minutes": 5, "opened_by": ""}
    fields = {"title": "Ander", "question": "Hoe?", "starts_on": day, "ends_on": day}
    file = ContentFile(PDF, "cijfers.pdf")
    return {
        "add_document": partial(documents.add_document, item, file, title="Cijfers"),
        "delete_document": partial(documents.delete_document, forum.document),
        "start_forum": partial(organising.start_forum, **fields),
        "write_forum": partial(organising.write_forum, forum, **version, question="Hoe?"),
        "open_forum": partial(organising.open_forum, forum),
        "correct_promise": partial(
            correcting_promises.correct_promise, forum, **version, feeds="Iets.", reason="Zo."
        ),
        "plan_session": partial(meetings.plan_session, forum, **values),
        "change_session": partial(meetings.change_session, session, **seen, **values),
        "cancel_session": partial(meetings.cancel_session, session, reason="Ziek."),
        "copy_session": partial(meetings.copy_session, session, starts_at=moment),
        "add_item": partial(agendas.add_item, session, **seen, **words),
        "change_item": partial(agendas.change_item, item, **seen, title="Punt", minutes=5),
        "add_presenter": partial(presenting.add_presenter, item, **seen, name="An"),
        "remove_presenter": partial(presenting.remove_presenter, forum.presenter, **seen),
        "set_presenter_consent": partial(
            presenting.set_presenter_consent,
            forum.presenter,
            day + timedelta(days=9),
            seen=forum.presenter.consent_mark,
        ),
        "place_item": partial(agendas.place_item, item, **seen, place=2),
        "move_item": partial(agendas.move_item, item, **seen, down=True),
        "remove_item": partial(agendas.remove_item, item, **seen),
        "table_conclusion": partial(agendas.table_conclusion, item, forum.conclusion, **seen),
        "publish_agenda": partial(publishing.publish_agenda, session, **seen),
        "untable_conclusion": partial(agendas.untable_conclusion, item, forum.conclusion, **seen),
        "write_report": partial(
            reporting.write_report, forum, **version, report="Zo.", report_en=""
        ),
        "publish_report": partial(
            reporting.publish_report, forum, seen=reporting.mark_of_report(forum)
        ),
        "correct_report": partial(
            reporting.correct_report, forum, **version, report="Zo.", report_en="", what="Cijfer."
        ),
    }


def prepare(forum, verb):
    """Bring ``forum`` where ``verb`` does something."""
    if verb == "correct_promise":
        Forum.objects.filter(pk=forum.pk).update(live=True)
    if verb == "untable_conclusion":
        forum.item.conclusions.add(forum.conclusion)
    if verb in ("publish_report", "correct_report"):
        Forum.objects.filter(pk=forum.pk).update(live=True, report="Verslag.")
        PublishedItem.objects.filter(version__session__forum=forum).delete()
        AgendaVersion.objects.filter(session__forum=forum).delete()
        AgendaDocument.objects.filter(item__session__forum=forum).delete()
        AgendaItem.objects.filter(session__forum=forum).delete()
        Session.objects.filter(forum=forum).delete()
    if verb == "correct_report":
        Forum.objects.filter(pk=forum.pk).update(reported_on=timezone.localdate())


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.slow
def test_who_may_do_each_verb(request, forum, who):
    # The verbs ask for a person: who visits is somebody with an account and no part in anything.
    person = make_user() if who == "visitor" else request.getfixturevalue(who)
    allowed = set()
    for verb in verbs_of(forum):
        with transaction.atomic():
            prepare(forum, verb)
            try:
                verbs_of(forum)[verb](by=person)
            except PermissionDenied:
                pass
            else:
                assert Event.objects.filter(verb=verb, actor_id=person.pk).exists()
                allowed.add(verb)
            transaction.set_rollback(True)

    assert allowed == (set(verbs_of(forum)) if who in ORGANISERS else set())


ADDRESSES = [
    "",
    "bewerken/",
    "openen/",
    "verslag/",
    "verslag/publiceren/",
    "sessies/nieuw/",
    "sessies/1/",
    "sessies/1/afzeggen/",
    "sessies/1/overnemen/",
    "sessies/1/agenda/",
    "sessies/1/agenda/publiceren/",
]


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.slow
def test_who_opens_each_page(client, request, forum, who):
    if who != "visitor":
        client.force_login(request.getfixturevalue(who))
    item = f"sessies/1/agenda/{forum.item.pk}/"
    filed = f"sessies/1/agenda/{forum.document.item_id}/documenten/"
    below = [
        item,
        filed,
        f"{filed}{forum.document.pk}/weghalen/",
        f"{item}sprekers/",
        f"{item}sprekers/{forum.presenter.pk}/",
    ]
    places = [HOME, f"{HOME}nieuw/", *(place_of(forum, one) for one in [*ADDRESSES, *below])]
    expected = 200 if who in ORGANISERS else 302 if who == "visitor" else 403

    for place in places:
        response = client.get(place)
        assert (place, response.status_code) == (place, expected)
        assert ("Wat hebben scholen nodig?" in response.text) <= (expected == 200)
    assert client.get(f"{HOME}geen/").status_code == (404 if expected == 200 else expected)


@pytest.mark.parametrize("who", ["visitor", "editor", "policymaker"])
def test_nobody_else_sends_anything(client, request, forum, who):
    if who != "visitor":
        client.force_login(request.getfixturevalue(who))
    before = Event.objects.count()
    seen = {"started_from": 1}

    for place, sent in (
        (f"{HOME}nieuw/", bare()),
        (place_of(forum, "bewerken/"), bare() | mark(forum)),
        (place_of(forum, "openen/"), {}),
        (place_of(forum, "toezegging/"), {"reason": "Zo."} | mark(forum)),
        (place_of(forum, "sessies/nieuw/"), session_data()),
        (place_of(forum, "sessies/1/"), session_data() | seen),
        (place_of(forum, "sessies/1/afzeggen/"), {"reason": "Ziek."}),
        (place_of(forum, "sessies/1/agenda/"), {"wish": "omlaag", "item": forum.item.pk} | seen),
        (place_of(forum, "sessies/1/agenda/publiceren/"), seen),
        (place_of(forum, f"sessies/1/agenda/{forum.item.pk}/documenten/"), {"title": "Cijfers"}),
        (
            place_of(
                forum,
                f"sessies/1/agenda/{forum.document.item_id}/documenten/{forum.document.pk}/weghalen/",
            ),
            {},
        ),
        (
            place_of(forum, f"sessies/1/agenda/{forum.item.pk}/sprekers/"),
            {"wish": "add", "name": "An"} | seen,
        ),
        (
            place_of(forum, f"sessies/1/agenda/{forum.item.pk}/sprekers/{forum.presenter.pk}/"),
            {"is_named": ""},
        ),
        (place_of(forum, "verslag/"), {"report": "Zo."} | mark(forum)),
        (place_of(forum, "verslag/publiceren/"), {}),
    ):
        assert client.post(place, sent).status_code == (302 if who == "visitor" else 403)

    assert Event.objects.count() == before


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.slow
def test_who_sees_the_way_to_organise(client, request, forum, who):
    make_forums_index()
    Forum.objects.filter(pk=forum.pk).update(live=True)
    if who != "visitor":
        client.force_login(request.getfixturevalue(who))

    public = client.get(forum.get_absolute_url()).text
    desk = client.get("/mijn/").text

    assert (place_of(forum) in public) == (who in ORGANISERS)
    assert (place_of(forum) in desk) == (who in ORGANISERS)
