"""What every test can ask for."""

import gc

import pytest

from tests.browsing import browser, browser_page  # noqa: F401  (fixtures)
from tests.servers import SERVERS, demanded, takes_its_time
from tests.sharing import begin, empties_the_database, made_once, share


def pytest_configure() -> None:
    """Collect what is thrown away less often: a run makes a lot, and little of it in circles."""
    gc.set_threshold(100_000, 50, 100)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name bytes by their argument: a workbook made on the spot bears the second it was made."""
    return argname if isinstance(val, bytes) else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Order the tests; skip, with the reason, what needs a server that is not there, or long."""
    items.sort(key=_turn)
    slow = pytest.mark.skip(reason="takes long: TEST_SLOW=1 runs it, as CI does")
    absent = [server for server in SERVERS if not server.is_there()]
    for item in items:
        if "slow" in item.keywords and not takes_its_time(item.keywords):
            item.add_marker(slow)
        for server in absent:
            if server.marker in item.keywords:
                item.add_marker(pytest.mark.skip(reason=server.reason))


def _turn(item: pytest.Item) -> int:
    """What empties the database comes last, and of that first what takes long.

    The tests that are left go to a process by the dozen, so at the end the dozens must be quick.
    """
    if not empties_the_database(item):
        return 0
    return 1 if {"slow", "browser"} & set(item.keywords) else 2


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Fail, where all servers must be there, what would be skipped for the lack of one."""
    begin(item)
    for server in SERVERS:
        if server.marker in demanded() and server.marker in item.keywords:
            assert server.is_there(), server.reason


@pytest.fixture(autouse=True)
def _empty_cache():
    """Count mails anew in every test."""
    from django.core.cache import cache

    cache.clear()


@pytest.fixture(autouse=True)
def _fresh_index():
    """Know nothing of the search index yet, so that a page costs the same in any order of tests."""
    from search.index import keeping
    from search.matching import sources

    keeping.forget()
    sources.forget()


@pytest.fixture(autouse=True)
def _no_pages_kept():
    """A page that a test before this one kept is not kept any more, nor its file watched."""
    from freshness.pages import kept_pages
    from freshness.stamp import forget

    kept_pages.clear()
    yield
    forget()


@pytest.fixture(autouse=True)
def _built_site(request):
    """The site is built, also when a test before this one emptied the database."""
    if request.node.get_closest_marker("django_db") or "db" in request.fixturenames:
        request.getfixturevalue("_django_db_helper")
        from tests.forums.factories import make_forums_index

        make_forums_index()


@pytest.fixture(scope="module", autouse=True)
def _shared(request, django_db_blocker):
    """What tests of one module share, by name of its fixture."""
    yield from share(request, django_db_blocker)


@pytest.fixture
def indexed(monkeypatch):
    """What Wagtail's own index needs is done at once."""
    from tests.background import TasksAtOnce

    monkeypatch.setattr(TasksAtOnce, "does_index", True)


STORES = ["database", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)]


@pytest.fixture(params=STORES)
def store(request, settings, db):
    """What answers who searches: the database, or Elasticsearch beside it."""
    if request.param == "database":
        yield request.param
        return
    from tests.search.elastic import elasticsearch

    with elasticsearch(settings):
        yield request.param


# The fixed cast: two schools, the people of both, and everybody around them. Imports stand in the
# fixtures, because this file is read before Django is ready.


@made_once
def school(db):
    """De Brug, a school with one editor."""
    from tests.institutions.factories import make_institution

    return make_institution("De Brug", slug="de-brug", number="040428")


@made_once
def other_school(db):
    """De Meander, the other school."""
    from tests.institutions.factories import make_institution

    return make_institution("De Meander", slug="de-meander", number="040436")


@made_once
def editor(school):
    """Works in the space of De Brug."""
    from tests.accounts.factories import make_user
    from tests.institutions.factories import make_mandate

    user = make_user("editor@de-brug.example", first_name="Ilse", last_name="Peeters")
    make_mandate(user, school)
    return user


@made_once
def other_editor(other_school):
    """Works in the space of De Meander."""
    from tests.accounts.factories import make_user
    from tests.institutions.factories import make_mandate

    user = make_user("editor@de-meander.example", first_name="Bram", last_name="Claes")
    make_mandate(user, other_school)
    return user


@made_once
def policymaker(db):
    """Follows conclusions for the ministry."""
    from accounts.enums import Role
    from institutions.enums import Capacity, InstitutionKind
    from tests.accounts.factories import make_user
    from tests.institutions.factories import make_institution, make_mandate

    ministry = make_institution(
        "Departement", slug="departement", kind=InstitutionKind.ADMINISTRATION
    )
    user = make_user("beleid@departement.example", role=Role.POLICYMAKER, first_name="Nadia")
    make_mandate(user, ministry, Capacity.OFFICER)
    return user


@made_once
def moderator(db):
    """Moderates for Vlor."""
    from institutions.enums import InstitutionKind

    return _moderator("vlor", "Vlor", InstitutionKind.COUNCIL, "Lies")


@made_once
def epos_moderator(db):
    """Moderates for EPOS."""
    from institutions.enums import InstitutionKind

    return _moderator("epos", "EPOS", InstitutionKind.AGENCY, "Tom")


def _moderator(slug, name, kind, first_name):
    from accounts.enums import Role
    from institutions.enums import Capacity
    from tests.accounts.factories import make_user
    from tests.institutions.factories import make_institution, make_mandate

    user = make_user(f"moderator@{slug}.example", role=Role.MODERATOR, first_name=first_name)
    make_mandate(user, make_institution(name, slug=slug, kind=kind), Capacity.MODERATOR)
    return user


@made_once
def administrator(db):
    """Keeps the platform running."""
    from accounts.enums import Role
    from tests.accounts.factories import make_user

    return make_user("beheer@voorbeeld.example", role=Role.ADMINISTRATOR, first_name="Ann")


@pytest.fixture
def visitor(client):
    """A browser in which nobody signed in."""
    return client


@pytest.fixture(scope="session")
def django_db_keepdb(request, django_db_use_migrations, django_db_modify_db_settings):
    """Whether tables are there already: those of an earlier run with the same migrations."""
    from tests.embedded import bring_tables

    asked = request.config.getvalue("reuse_db")
    return asked or (django_db_use_migrations and bring_tables())


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_use_migrations, django_db_blocker):
    """The site as it is built: home page, folders of schools and forums, review.

    At the end, end what a browser's last request still holds: the database is dropped then.
    """
    from django.db import connection

    from tests.embedded import keep_tables
    from tests.forums.factories import make_forums_index

    with django_db_blocker.unblock():
        if django_db_use_migrations:
            keep_tables()
        make_forums_index()
    yield

    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
