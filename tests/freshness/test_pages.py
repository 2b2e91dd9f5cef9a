"""Pages for visitors are kept, and never longer than they are true."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pytest
import time_machine
from django.db import connection, connections, transaction
from django.db.models import F
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.middleware.locale import LocaleMiddleware
from django.test import Client, RequestFactory
from django.utils import timezone

from accounts.records import User
from freshness.pages import Kept, KeptPages, Moment, keep_not, kept_while_nothing_changes
from freshness.stamp import _commits as watched
from freshness.stamp import forget, stamp
from search.domain.rebuilding import rebuild
from search.records import Copy
from showcase.addresses import project_address
from showcase.pages import ProjectPage
from tests.accounts.factories import make_user
from tests.search.elastic import caught_up, elasticsearch, emptied
from tests.showcase.factories import make_published, make_school, make_school_page, publish
from tests.showcase.public.making import conclusions_of

ROOT = Path(__file__).resolve().parents[2]
NEW = "Een titel van een ander proces"
SETTINGS = """
from config.settings.test import *
DATABASES["default"]["NAME"] = {name!r}
"""
CHANGE = """
import django
django.setup()
from showcase.pages import ProjectPage
page = ProjectPage.objects.get(pk={pk})
page.title = {title!r}
page.save()
"""


@pytest.fixture
def published(transactional_db, settings) -> ProjectPage:
    settings.KEEPS_PAGES = True
    return make_published(make_school_page(make_school("De Brug")), title="Leren lassen in Turku")


@pytest.fixture
def made(transactional_db, settings):
    """A view that counts how often it was asked."""
    settings.KEEPS_PAGES = True
    times = []

    @kept_while_nothing_changes
    def view(request, answer=HttpResponse):
        times.append(request)
        return answer(f"nummer {len(times)}")

    view.times = times
    return view


def asked(view, address="/", **given):
    asking = {name: given.pop(name) for name in ("headers", "secure") if name in given}
    request = RequestFactory().get(address, **asking)
    request.COOKIES = given.pop("cookies", {})
    return view(request, **given).content.decode()


def undisturbed(act):
    """What ``act`` gives while nobody writes; another database of the same server may be busy."""
    for _ in range(50):
        before = stamp()
        given = act()
        if stamp() == before:
            return given
    pytest.fail("Somebody writes all the time.")


def statements_of(act):
    counted = []

    def count(execute, *args):
        counted.append(args[0])
        return execute(*args)

    with connection.execute_wrapper(count):
        given = act()
    return given, counted


def test_second_visitor_gets_the_same_page_for_one_short_statement_at_most(published):
    conclusion = conclusions_of(published)[0]
    for address in (
        "/",
        "/projecten/",
        "/conclusies/",
        project_address(published),
        conclusion.get_absolute_url(),
    ):
        first, (second, statements) = undisturbed(
            lambda address=address: (
                Client().get(address),
                statements_of(lambda: Client().get(address)),
            )
        )

        own = ["SELECT pg_current_snapshot()::text"] if connection.vendor == "postgresql" else []
        assert statements == own
        assert second.content == first.content
        assert dict(second.headers) == dict(first.headers)


def test_edit_in_this_process_is_seen_at_once(published):
    address = project_address(published)
    before = Client().get(address).text

    published.title = "Leren solderen in Turku"
    published.save()

    after = Client().get(address).text
    assert "Leren lassen in Turku" in before
    assert "Leren solderen in Turku" in after
    assert "Leren lassen in Turku" not in after


@pytest.mark.slow
@pytest.mark.both
def test_edit_in_another_process_is_seen_at_once(published, tmp_path):
    addresses = (project_address(published), "/projecten/")
    before = {address: Client().get(address).text for address in addresses}
    kept = {address: Client().get(address).text for address in addresses}

    change_elsewhere(tmp_path, published.pk, NEW)

    assert kept == before
    for address in addresses:
        after = Client().get(address).text
        assert NEW in after
        assert "Leren lassen in Turku" not in after


def change_elsewhere(folder, pk, title):
    name = str(connection.settings_dict["NAME"])
    (folder / "other_settings.py").write_text(SETTINGS.format(name=name), encoding="utf-8")
    path = os.pathsep.join([str(folder), str(ROOT / "platform"), str(ROOT)])
    subprocess.run(
        [sys.executable, "-P", "-c", CHANGE.format(pk=pk, title=title)],
        env=os.environ | {"PYTHONPATH": path, "DJANGO_SETTINGS_MODULE": "other_settings"},
        check=True,
    )


def test_what_another_is_still_writing_is_seen_when_it_is_committed(published, made):
    written, go_on = threading.Event(), threading.Event()

    def write():
        try:
            with transaction.atomic():
                User.objects.create(email="nieuw@voorbeeld.example")
                written.set()
                go_on.wait(10)
        finally:
            connections.close_all()

    writer = threading.Thread(target=write)
    before = asked(made)
    writer.start()
    written.wait(10)
    during = undisturbed(lambda: [asked(made), asked(made)])
    go_on.set()
    writer.join()
    after = asked(made)

    # A transaction that began may count as a change; what it did counts when it is done.
    assert before == "nummer 1"
    assert during[0] == during[1]
    assert after not in {before, *during}


def test_page_during_which_something_changed_is_not_kept(transactional_db, settings):
    settings.KEEPS_PAGES = True

    @kept_while_nothing_changes
    def view(request):
        count = User.objects.count()
        make_user(f"{count}@voorbeeld.example")
        return HttpResponse(str(count))

    assert [asked(view) for _ in range(3)] == ["0", "1", "2"]


def test_page_is_made_anew_every_minute_for_what_follows_the_clock(transactional_db, settings):
    settings.KEEPS_PAGES = True

    @kept_while_nothing_changes
    def consent(request):
        return HttpResponse("met naam" if timezone.localdate() <= date(2026, 6, 30) else "")

    zone = timezone.get_current_timezone()
    with time_machine.travel(datetime(2026, 6, 30, 23, 59, 58, tzinfo=zone), tick=False) as clock:
        last_day = [asked(consent), asked(consent)]
        clock.shift(2)
        day_after = asked(consent)

    assert last_day == ["met naam", "met naam"]
    assert day_after == ""


def test_kept_for_the_address_as_it_was_written(made):
    def ask():
        made.times.clear()
        return [asked(made, address) for address in ("/", "/?q=a", "/?q=b", "/", "/?q=a")]

    found = undisturbed(ask)

    assert found == ["nummer 1", "nummer 2", "nummer 3", "nummer 1", "nummer 2"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"headers": {"Host": "testserver"}}, {"headers": {"Host": "localhost"}}),
        ({"secure": False}, {"secure": True}),
        ({"headers": {"Accept-Language": "nl"}}, {"headers": {"Accept-Language": "en"}}),
    ],
    ids=["host", "scheme", "language"],
)
def test_kept_for_the_host_the_scheme_and_the_language_that_it_was_asked_in(
    made, settings, one, other
):
    settings.LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
    in_language = LocaleMiddleware(made)

    def ask():
        made.times.clear()
        return [asked(in_language, **dict(given)) for given in (one, other, one, other, one)]

    found = undisturbed(ask)

    assert found == ["nummer 1", "nummer 2", "nummer 1", "nummer 2", "nummer 1"]


@pytest.mark.parametrize(
    "given",
    [
        {"cookies": {"sessionid": "x"}},
        {"cookies": {"csrftoken": "x"}},
        {"headers": {"HX-Request": "true"}},
        {"headers": {"Authorization": "Bearer x"}},
        {"address": "/?q=" + "a" * 2_000},
    ],
    ids=["session", "token", "htmx", "authorized", "long"],
)
def test_asked_in_another_way_it_is_made_anew(made, given):
    def ask():
        made.times.clear()
        return [asked(made), *[asked(made, **given) for _ in range(2)], asked(made)]

    assert undisturbed(ask) == ["nummer 1", "nummer 2", "nummer 3", "nummer 1"]


def with_cookie(text):
    response = HttpResponse(text)
    response.set_cookie("van", "mij")
    return response


@pytest.mark.parametrize(
    "answer",
    [
        with_cookie,
        lambda text: HttpResponse(text, status=404),
        lambda text: HttpResponse(text, headers={"Cache-Control": "no-store"}),
        lambda text: HttpResponse(text, headers={"Cache-Control": "private"}),
    ],
    ids=["cookie", "not found", "no store", "private"],
)
def test_what_is_for_one_or_went_wrong_is_not_kept(made, answer):
    assert [asked(made, answer=answer) for _ in range(2)] == ["nummer 1", "nummer 2"]


def test_token_of_a_form_is_not_kept(transactional_db, settings):
    settings.KEEPS_PAGES = True
    form = kept_while_nothing_changes(lambda request: HttpResponse(get_token(request)))

    assert asked(form) != asked(form)


def test_page_of_somebody_signed_in_is_for_nobody_else(published, moderator):
    signed_in = Client()
    signed_in.force_login(moderator)
    own = signed_in.get("/projecten/").text
    visitors = [Client().get("/projecten/").text for _ in range(2)]
    own_again = signed_in.get("/projecten/").text

    assert "Afmelden" in own
    assert "Afmelden" in own_again
    assert ["Afmelden" in text for text in visitors] == [False, False]


def test_page_that_changes_by_itself_is_never_kept(made):
    def changing(text):
        response = HttpResponse(text)
        keep_not(response)
        return response

    assert undisturbed(lambda: {asked(made, answer=changing) for _ in range(2)}) == {
        f"nummer {len(made.times) - 1}",
        f"nummer {len(made.times)}",
    }


@pytest.mark.elasticsearch
@pytest.mark.parametrize(
    ("address", "new"), [("/projecten/?q=lassen", "Oulu"), ("/conclusies/", "De Brug")]
)
def test_lists_of_elasticsearch_are_kept_once_questions_find_all_of_it(
    published, settings, address, new
):
    with elasticsearch(settings):
        emptied()
        rebuild()
        caught_up()
        assert Client().get(address).context["found"].store == "elasticsearch"

        _, kept = undisturbed(lambda: (Client().get(address), statements_of_page(address)))
        published.title = "Leren lassen in Oulu"
        published.save_revision()
        publish(published)
        # As it stands between the sending of a change and the look whether it can be found.
        Copy.objects.update(visible=F("visible") - 1)
        _, lagging = undisturbed(lambda: (Client().get(address), statements_of_page(address)))
        caught_up()
        shown, again = undisturbed(lambda: (Client().get(address), statements_of_page(address)))

    own = 1 if connection.vendor == "postgresql" else 0
    assert (len(kept), len(again)) == (own, own)
    assert len(lagging) > own
    assert new in shown.text


def statements_of_page(address):
    return statements_of(lambda: Client().get(address))[1]


@pytest.mark.parametrize("address", ["/projecten/", "/conclusies/"])
@pytest.mark.parametrize(("store", "made_anew"), [("database", False), ("elasticsearch", True)])
def test_lists_are_made_anew_while_the_database_stands_in_for_elasticsearch(
    published, settings, address, store, made_anew
):
    settings.SEARCH_STORE = store
    # Nothing listens there: the database answers instead, as it does when the server is away.
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"

    def twice():
        Client().get(address)
        return statements_of(lambda: Client().get(address))

    again, statements = undisturbed(twice)

    assert again.status_code == 200
    assert (len(statements) > 1, again.context is not None) == (made_anew, made_anew)


def test_there_is_room_for_so_much_and_it_lets_go_of_what_is_asked_least():
    pages, moment = KeptPages(room=10), Moment("1", datetime(2026, 1, 1))
    addresses = [("https", "voorbeeld.example", name, "nl") for name in ("/a", "/b", "/c", "/d")]
    a, b, c, d = addresses
    pages.put(moment, a, Kept(b"aaaa", ()))
    pages.put(moment, b, Kept(b"bbbb", ()))
    pages.get(moment, a)
    pages.put(moment, c, Kept(b"cccc", ()))
    pages.put(moment, d, Kept(b"d" * 11, ()))

    assert [bool(pages.get(moment, address)) for address in addresses] == [True, False, True, False]


@pytest.mark.django_db
def test_there_is_no_stamp_inside_a_transaction():
    assert stamp() is None


def test_stamp_stays_while_nothing_is_committed_and_changes_with_every_commit(transactional_db):
    def read():
        User.objects.filter(email="niemand@voorbeeld.example").count()
        return {stamp() for _ in range(3)}

    seen = [undisturbed(read)]
    for number in range(3):
        make_user(f"{number}@voorbeeld.example")
        seen.append(undisturbed(read))

    assert [len(stamps) for stamps in seen] == [1, 1, 1, 1]
    assert len(set.union(*seen)) == 4


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "watched.sqlite3"
    with closing(sqlite3.connect(path)) as made:
        made.execute("CREATE TABLE said (word)")
        made.commit()
    yield path
    forget()


def test_file_put_in_the_place_of_another_counts_as_a_change(file):
    before = [watched(str(file)) for _ in range(2)]
    copy = file.with_name("copy.sqlite3")
    copy.write_bytes(file.read_bytes())
    copy.replace(file)
    after = [watched(str(file)) for _ in range(2)]

    assert len(set(before)) == len(set(after)) == 1
    assert set(before) != set(after)


def test_watching_anew_is_another_moment(file):
    before = watched(str(file))
    forget()

    assert watched(str(file)) != before


def test_file_that_is_not_there_is_not_watched_and_not_made(tmp_path):
    path = tmp_path / "nowhere.sqlite3"

    assert watched(str(path)) is None
    assert not path.exists()
