"""Elasticsearch beside the database: what it is asked, how it follows, what happens without it."""

from __future__ import annotations

import logging
import socket
import threading
import time
from contextlib import contextmanager, suppress
from datetime import timedelta
from io import StringIO
from random import Random

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.http import QueryDict
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from search.contract import Understanding
from search.domain import copying
from search.domain.copying import CopyUnderWay, make_copy, send_changes
from search.domain.following import be_followed, follow, follow_elasticsearch, look_after
from search.domain.indexing import lock_state, shelves
from search.domain.meaning import keep_synonyms
from search.domain.rebuilding import rebuild
from search.domain.status import status
from search.domain.verifying_copy import verify_copy
from search.elastic import shape, writing
from search.elastic.breaker import FIRST, MOST, Breaker, breaker
from search.elastic.connection import client
from search.elastic.shape import asked_name, written_name
from search.engines import database
from search.engines import elasticsearch as engine
from search.engines.standby import be_ready
from search.index import keeping
from search.index.keeping import MODELS
from search.parameters import read_query
from search.records import Change, Copy, Shelf, SynonymGroup
from tests.search.elastic import NAME, caught_up, elasticsearch, emptied, know_nothing
from tests.search.test_finder import HOSTILE, WORDS, WORDS_FIND, typed
from tests.search.things import only_things, thing, thing_finder
from tests.servers import elasticsearch_url

pytestmark = [pytest.mark.django_db, pytest.mark.elasticsearch]


@pytest.fixture
def things(settings, db):
    emptied()
    with elasticsearch(settings), only_things() as made:
        yield made


def find(address=""):
    finder = thing_finder()
    return finder.find(read_query(QueryDict(address), finder.shape))


def answered(address=""):
    """What answered, and why not what was chosen."""
    found = find(address)
    return found.store, found.instead


def asked(params):
    finder = thing_finder()
    query = read_query(params, finder.shape)
    return finder._asked(finder._understood(query))


def server():
    return client().options(request_timeout=20)


def requests_in(caplog):
    return sum(record.name == "elastic_transport.transport" for record in caplog.records)


WELL = (NAME, "")


def instead(reason):
    return (connection.vendor, reason)


# One answer


@pytest.mark.parametrize("seed", range(2))
def test_it_orders_as_the_database_does_to_the_last_place(things, seed):
    random = Random(seed)
    keep_synonyms(SynonymGroup(words="vuur, waterschool, goede school, nergens"), by=None)
    things.keep(
        *(
            thing(
                key,
                " ".join(random.choices(WORDS, k=random.randint(1, 6))),
                " ".join(random.choices([*WORDS, "leesonderwijs", "taalschool"], k=20)),
                day=random.randint(1, 28),
                thema=random.sample(["talen", "frans", "engels", "stage"], random.randint(0, 3)),
            )
            for key in range(1, 90)
        )
    )
    caught_up()
    questions = [
        *(QueryDict(f"q={query}") for query in [*WORDS_FIND, "vuur", "waterschool"]),
        *map(typed, HOSTILE),
    ]
    questions += [
        QueryDict(f"q={'+'.join(random.sample(WORDS, 2))}&thema=talen&sorteer={order}&pagina=2")
        for order in ("relevantie", "nieuwste", "oudste", "titel")
    ]
    also = 0
    for params in questions:
        there, here = engine.answer(asked(params)), database.answer(asked(params))
        assert (there.hits, there.total, there.query, there.remarks, there.relaxed) == (
            here.hits,
            here.total,
            here.query,
            here.remarks,
            here.relaxed,
        ), params
        also += Understanding.ALSO in {one.how for one in here.remarks}
    assert also


def test_a_page_is_one_request_once_its_words_are_known(things, caplog):
    caplog.set_level(logging.INFO, logger="elastic_transport.transport")
    things.keep(*(thing(number, "Water", kleur=["rood"]) for number in range(1, 30)))
    caught_up()

    def requests(address):
        caplog.clear()
        assert answered(address) == WELL
        return requests_in(caplog)

    assert requests("q=water&kleur=rood") == 2  # how often its word occurs, and the page
    assert requests("q=water&kleur=rood") == 1
    assert requests("q=water&pagina=2&sorteer=titel") == 1
    assert requests("") == 1
    assert requests("q=vuur+water") == 2  # a word more; that nothing answers, is known then


def test_a_word_that_nothing_had_is_found_as_soon_as_something_has_it(things):
    things.keep(*(thing(number, "Water") for number in range(1, 300)))
    caught_up()
    before = find("q=vuur").total

    things.keep(thing(1, "Vuur"))
    caught_up()

    assert (before, find("q=vuur").total, answered("q=vuur")) == (0, 1, WELL)


# Following


def test_nothing_goes_back_to_an_older_version(things):
    things.keep(thing(1, "Water"))
    copy = caught_up()
    old = list(_operations(copy))
    things.keep(thing(1, "Vuur"))
    things.keep(thing(2, "Lucht"))
    things.drop(2)
    caught_up()

    assert writing.send(copy.index, old) == 0
    writing.make_visible(copy.index)
    assert [find(f"q={word}").total for word in ("water", "vuur", "lucht")] == [0, 1, 0]
    assert verify_copy(mend=False) == 0


def _operations(copy):
    rows = list(copying.MODELS[copy.shelf].objects.all())
    return copying.operations(copy.shelf, rows)


def test_what_is_sent_is_remembered_after_the_server_has_it(things, monkeypatch):
    monkeypatch.setattr(copying, "BATCH", 2)
    things.keep(thing(1, "Water"))
    copy = caught_up()
    things.keep(*(thing(number, "Vuur") for number in range(2, 9)))
    before = copy.version

    with server_that_refuses(copy), pytest.raises(copying.Unavailable):
        caught_up()

    assert Copy.objects.get().version == before
    assert (caught_up().version, find("q=vuur").total) == (before + 1, 7)


@contextmanager
def server_that_refuses(copy):
    blocked = {"index.blocks.read_only_allow_delete": True}
    server().indices.put_settings(index=copy.index, settings=blocked)
    try:
        yield
    finally:
        free = {"index.blocks.read_only_allow_delete": None}
        server().indices.put_settings(index=copy.index, settings=free)


def test_a_change_queues_a_look_unless_one_waits_that_did_not_begin(settings, things):
    settings.TASKS = {
        "default": {
            **settings.TASKS["default"],
            "BACKEND": "jobs.queues.SortedDatabaseBackend",
        }
    }
    looks = DBTaskResult.objects.filter(task_path=follow_elasticsearch.module_path)

    things.keep(thing(1, "Water"))
    things.keep(thing(2, "Water"))
    first = looks.count()
    looks.update(status=TaskResultStatus.RUNNING)
    things.keep(thing(3, "Water"))
    be_followed(within=timedelta(seconds=30))

    assert (first, looks.count(), set(looks.values_list("queue_name", flat=True))) == (
        1,
        2,
        {"index"},
    )


def test_a_copy_that_broke_off_is_gone_on_with_and_changes_meanwhile_are_in_it(things, monkeypatch):
    monkeypatch.setattr(copying, "BATCH", 2)
    things.keep(*(thing(number, "Water") for number in range(1, 8)))
    shelf = Shelf.objects.get()

    assert not make_copy(shelf, batches=2)
    things.keep(thing(1, "Vuur"), thing(9, "Vuur"))
    things.drop(2)
    assert answered("q=vuur") == instead("De kopie in Elasticsearch wordt nog gemaakt.")
    seen = []
    assert make_copy(shelf, tell=lambda done, total: seen.append(done))

    assert seen == [6, 8]
    writing.make_visible(Copy.objects.get().index)
    assert (answered("q=vuur"), find("q=vuur").total, find("q=water").total) == (WELL, 2, 5)
    assert verify_copy(mend=False) == 0


def test_two_do_not_make_one_copy(things, monkeypatch):
    monkeypatch.setattr(copying, "BATCH", 1)
    things.keep(thing(1, "Water"), thing(2, "Water"))
    shelf = Shelf.objects.get()

    def meanwhile(done, total):
        with pytest.raises(CopyUnderWay):
            make_copy(shelf)
        assert follow() == timedelta(seconds=1)

    assert make_copy(shelf, tell=meanwhile)


def test_a_rebuild_fills_another_index_that_is_asked_from_the_same_moment(things):
    things.keep(thing(1, "Water"))
    caught_up()
    before = Copy.objects.get()

    def meanwhile(done, total):
        assert answered("q=water") == WELL
        things.keep(thing(2, "Water"))

    rebuild(tell=meanwhile)
    follow()

    after = Copy.objects.get()
    assert (before.shelf, after.shelf) == ("a", "b")
    assert (answered("q=water"), find("q=water").total) == (WELL, 2)
    there = server().indices.get_alias(index="*").body
    assert {name for name in there if shape.is_ours(name)} == {after.index}


def test_verify_finds_and_mends_what_differs(things):
    things.keep(*(thing(number, f"Water {number}") for number in range(1, 6)))
    copy = caught_up()
    name = written_name(copy.index)
    server().delete(index=name, id="thing:1")
    server().index(index=name, id="thing:2", document={"slot": 1, "kind": "thing", "key": 2})
    server().index(index=name, id="thing:77", document={"slot": 77, "kind": "thing", "key": 77})

    found = verify_copy(mend=False), verify_copy(), verify_copy(mend=False)

    assert found == (3, 3, 0)
    assert (answered("q=water"), find("q=water").total) == (WELL, 5)


def test_two_documents_in_one_place_are_a_difference(things):
    things.keep(thing(1, "Water"))
    copy = caught_up()
    right = MODELS[copy.shelf].objects.get()
    stray = {"slot": right.slot, "kind": "thing", "key": 9, "digest": right.digest}
    server().index(index=written_name(copy.index), id="thing:9", document=stray)

    assert (verify_copy(), verify_copy(mend=False)) == (1, 0)


def test_verify_goes_on_with_a_copy_that_is_not_whole_and_leaves_another_process_alone(
    things, monkeypatch
):
    monkeypatch.setattr(copying, "BATCH", 1)
    things.keep(*(thing(number, "Water") for number in range(1, 5)))
    shelf = Shelf.objects.get()
    make_copy(shelf, batches=2)
    begun = Copy.objects.get().index
    refused = []

    def meanwhile(done, total):
        with pytest.raises(CommandError, match="Een ander proces maakt de kopie"):
            call_command("search", "verify", stdout=StringIO())
        refused.append(done)

    make_copy(shelf, tell=meanwhile, batches=1)
    found = verify_copy(), verify_copy(mend=False)

    assert (refused, found) == ([3], (4, 0))
    assert (Copy.objects.get().index, answered("q=water")) == (begun, WELL)


def test_a_copy_whose_index_is_lost_before_it_was_whole_is_begun_anew(things):
    copy = copying.begin(_shelf())
    server().indices.delete(index=copy.index)

    pauses = [follow().total_seconds() for _ in range(2)]

    assert pauses == [30, 30]
    assert (Copy.objects.get().is_complete, Copy.objects.get().index != copy.index) == (True, True)


def _shelf():
    return shelves(lock_state())[0]


def test_what_is_begun_is_named_before_it_is_there_so_nobody_throws_it_away(things, monkeypatch):
    made = writing.make

    def thrown_away_at_once(index):
        made(index)
        copying.throw_away_others()

    monkeypatch.setattr(writing, "make", thrown_away_at_once)
    copy = copying.begin(_shelf())

    assert writing.count(copy.index) == 0


def test_who_looks_after_a_copy_that_a_rebuild_replaced_meanwhile_leaves_the_new_one(things):
    things.keep(thing(1, "Water"))
    old = caught_up()
    before = Shelf.objects.get()
    rebuild()

    assert not look_after(before, old)

    assert Copy.objects.get(pk="b").is_complete
    assert (answered("q=water"), find("q=water").total) == (WELL, 1)


@pytest.mark.parametrize("edits_after", [0, 1, 2])
def test_a_database_that_was_put_back_is_followed_anew(things, edits_after):
    things.keep(thing(1, "Water"))
    before = caught_up()
    point = transaction.savepoint()
    things.keep(thing(1, "Vuur"))
    caught_up()
    transaction.savepoint_rollback(point)
    keeping.forget()
    for number in range(edits_after):
        things.keep(thing(2, f"Lucht {number}"))

    follow()
    follow()

    assert Copy.objects.get().index != before.index
    assert verify_copy(mend=False) == 0
    assert [find(f"q={word}").total for word in ("water", "vuur")] == [1, 0]


def test_following_goes_on_after_a_mistake(settings, things, monkeypatch):
    settings.TASKS = {
        "default": {**settings.TASKS["default"], "BACKEND": "jobs.queues.SortedDatabaseBackend"}
    }
    looks = DBTaskResult.objects.filter(task_path=follow_elasticsearch.module_path)
    things.keep(thing(1, "Water"))
    looks.delete()
    monkeypatch.setattr(copying, "FIELDS", ("nothing_like_it",))

    with pytest.raises(FieldDoesNotExist):
        follow_elasticsearch.func()

    assert looks.filter(status=TaskResultStatus.READY).count() == 1


# Failing


@contextmanager
def listening(behave):
    """A server that takes every connection, and then behaves badly."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=_serve, args=(listener, behave), daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


def _serve(listener, behave):
    while True:
        try:
            taken, _address = listener.accept()
        except OSError:
            return
        threading.Thread(target=_behaving, args=(behave, taken), daemon=True).start()


def _behaving(behave, taken):
    with taken, suppress(OSError):
        behave(taken)


def silent(taken):
    time.sleep(20)


def dripping(taken):
    taken.recv(65_536)
    head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 9999\r\n\r\n"
    taken.sendall(head.encode())
    for _ in range(200):
        time.sleep(0.1)
        taken.sendall(b" ")


def broken(taken):
    taken.recv(65_536)
    taken.close()


def babbling(taken):
    taken.recv(65_536)
    taken.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 5\r\n\r\nHello")


@pytest.mark.parametrize(
    ("behave", "reason"),
    [
        (silent, "Elasticsearch antwoordt te traag."),
        (dripping, "Elasticsearch antwoordt te traag."),
        (broken, "Elasticsearch is niet te bereiken."),
        (babbling, "Wat antwoordt, is geen Elasticsearch."),
    ],
)
def test_the_database_answers_in_time_in_place_of_a_bad_server(settings, things, behave, reason):
    things.keep(thing(1, "Water"))
    caught_up()
    find()
    settings.ELASTICSEARCH_SECONDS = 0.3
    with listening(behave) as settings.ELASTICSEARCH_URL:
        began = time.monotonic()
        found = find("q=water")
        took = time.monotonic() - began

        assert (found.total, found.store, found.instead) == (1, *instead(reason))
        assert took < 1.3


def test_who_is_gone_is_left_alone_for_a_while_and_asked_again(settings, things, caplog):
    things.keep(thing(1, "Water"))
    caught_up()
    well, settings.ELASTICSEARCH_URL = settings.ELASTICSEARCH_URL, "http://127.0.0.1:9"
    gone = instead("Elasticsearch is niet te bereiken.")
    caplog.set_level(logging.INFO, logger="elastic_transport.transport")

    first, second = answered(), answered()
    tried = requests_in(caplog)
    settings.ELASTICSEARCH_URL = well
    still = answered()
    breaker._until = 0

    assert (first, second, still, tried) == (gone, gone, gone, 1)
    assert (answered(), answered()) == (WELL, WELL)


def test_many_that_find_it_gone_at_once_count_as_one_failure():
    now = [0.0]
    one = Breaker(lambda: now[0])
    for _ in range(4):
        one.failed("weg")
    now[0] = FIRST

    assert one.may_ask()
    one.failed("weg")
    one.failed("weg")
    now[0] += FIRST
    assert not one.may_ask()
    now[0] += FIRST
    assert one.may_ask()


def test_status_tells_that_the_server_does_not_answer(settings, things):
    things.keep(thing(1, "Water"))
    copy = caught_up()
    well = _status()[-1]
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    gone = _status()[-1]
    settings.ELASTICSEARCH_URL = elasticsearch_url()
    server().indices.delete(index=copy.index)

    assert (well, gone, _status()[-1]) == (
        "Elasticsearch antwoordt op de vragen.",
        "De databank antwoordt. Elasticsearch is niet te bereiken.",
        "De databank antwoordt. De kopie in Elasticsearch ontbreekt of is van een oudere versie.",
    )


def _status():
    told = StringIO()
    call_command("search", "status", stdout=told)
    return told.getvalue().splitlines()


def test_an_index_that_was_emptied_or_lost_is_not_believed_and_made_anew(things):
    things.keep(thing(1, "Water"))
    copy = caught_up()
    find("q=water")
    server().indices.delete(index=copy.index)
    lost = answered("q=water")
    writing.make(f"{copy.index}0")
    writing.let_be_asked(f"{copy.index}0", copy.generation)
    breaker.succeeded()
    empty = [answered(address) for address in ("q=water", "q=vuur", "")]
    breaker.succeeded()
    again = answered("q=vuur")

    assert lost == instead("De kopie in Elasticsearch ontbreekt of is van een oudere versie.")
    assert empty == [instead("De kopie in Elasticsearch is leeg.")] * 3
    assert again == instead("De kopie in Elasticsearch is leeg.")
    follow()
    follow()
    breaker.succeeded()
    assert (answered("q=water"), find("q=water").total) == (WELL, 1)


def test_the_database_is_at_hand_before_it_is_needed(settings, things, django_assert_num_queries):
    things.keep(*(thing(number, "Water") for number in range(1, 6)))
    caught_up()
    be_ready()
    find("q=water")
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"

    with django_assert_num_queries(3):  # how the copy stands, the version, where the word stands
        assert find("q=water").total == 5


def test_a_red_index_answers_nothing(things):
    things.keep(thing(1, "Water"))
    copy = caught_up()
    server().indices.delete(index=copy.index)
    server().indices.create(
        index=copy.index,
        settings={"index.routing.allocation.require._name": "nowhere", "number_of_replicas": 0},
        aliases={asked_name(copy.generation): {}},
        wait_for_active_shards="0",
    )

    assert answered("q=water") == instead("Elasticsearch is niet gezond.")


def test_a_read_only_index_answers_until_a_change_waits(things):
    things.keep(thing(1, "Water"))
    copy = caught_up()
    with server_that_refuses(copy):
        well = answered("q=water")
        things.keep(thing(2, "Water"))
        pauses = [follow(), follow(), follow()]
        found = find("q=water")

    assert well == WELL
    assert [pause.total_seconds() for pause in pauses] == [1, 2, 4]
    reason = "Elasticsearch neemt geen wijzigingen aan (alleen lezen)."
    assert (found.total, found.store, found.instead) == (2, *instead(reason))
    follow()
    assert (answered("q=water"), find("q=water").total) == (WELL, 2)


def test_an_index_of_another_shape_is_never_asked(things, monkeypatch):
    things.keep(thing(1, "Water"))
    caught_up()

    monkeypatch.setattr(shape, "SHAPE", 2)
    old = answered("q=water")
    follow()
    breaker.succeeded()

    assert old == instead("De kopie in Elasticsearch ontbreekt of is van een oudere versie.")
    assert answered("q=water") == WELL
    assert "-2-" in Copy.objects.get().index


def test_a_copy_that_misses_a_change_for_long_does_not_answer(things):
    things.keep(thing(1, "Water"))
    caught_up()
    things.keep(thing(2, "Water"))
    soon = answered("q=water")
    Change.objects.update(made_at=timezone.now() - timedelta(minutes=1))

    assert soon == WELL
    late = instead("De kopie in Elasticsearch loopt 1 wijzigingen achter.")
    assert answered("q=water") == late
    assert status().copy.behind == 1
    caught_up()
    assert (answered("q=water"), status().copy.problem) == (WELL, "")


def test_an_answer_is_settled_once_all_that_was_sent_can_be_found(things):
    def settled():
        return find("q=water").is_settled

    things.keep(thing(1, "Water"))
    copy = caught_up()
    seen = {"made": settled()}
    things.keep(thing(2, "Water"))
    seen["changed"] = settled()
    send_changes(copy)
    seen["sent"] = settled()
    follow()
    seen["followed"] = settled()
    breaker.failed("weg")
    seen["instead"] = settled()
    breaker.succeeded()
    rebuild()
    seen["another index"] = settled()
    follow()
    seen["followed again"] = settled()

    assert seen == {
        "made": True,
        "changed": False,
        "sent": False,
        "followed": True,
        "instead": False,
        "another index": False,
        "followed again": True,
    }


def test_an_empty_site_finds_nothing_and_says_nothing_is_wrong(things):
    things.keep(thing(1, "Water"))
    things.drop(1)
    caught_up()

    assert (answered("q=water"), answered("")) == (WELL, WELL)


def test_readiness_tells_who_answers_and_stays_well_without(client, settings, things):
    things.keep(thing(1, "Water"))
    caught_up()
    well = client.get("/readyz")
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    know_nothing()
    gone = client.get("/readyz")

    assert (well.status_code, well.text.splitlines()[-1]) == (
        200,
        "zoeken: in orde (elasticsearch)",
    )
    assert (gone.status_code, gone.text.splitlines()[-1]) == (
        200,
        "zoeken: de databank antwoordt. Elasticsearch is niet te bereiken.",
    )


@pytest.mark.parametrize("path", ["/projecten/", "/conclusies/"])
def test_staff_read_why_the_database_answers_and_visitors_do_not(
    client, settings, things, moderator, editor, path
):
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    sentence = "de databank beantwoordt deze vraag"

    def reads(user):
        if user:
            client.force_login(user)
        return sentence in client.get(path).text

    assert [reads(user) for user in (None, editor, moderator)] == [False, False, True]


def test_the_breaker_waits_longer_each_time_and_lets_one_try():
    now = [0.0]
    one = Breaker(lambda: now[0])
    pauses = []
    for _ in range(7):
        one.failed("weg")
        began = now[0]
        while not one.may_ask():
            now[0] += 1
        pauses.append(now[0] - began)
        assert not one.may_ask()

    assert pauses == [FIRST, 4, 8, 16, MOST, MOST, MOST]
    one.succeeded()
    assert (one.may_ask(), one.may_ask(), one.reason) == (True, True, "")
