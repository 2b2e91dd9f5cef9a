import pytest

from desk import registry
from desk.registry import Section, register, sections_for
from institutions.enums import Capacity
from tests.accounts.factories import make_user
from tests.institutions.factories import make_institution, make_mandate


@pytest.fixture(autouse=True)
def empty_registry(monkeypatch):
    """A desk on which no other package put anything."""
    monkeypatch.setattr(registry, "_sections", {})


def section(name, order=100, context_for=lambda user: {}):
    return Section(
        name=name,
        order=order,
        title=f"Deel {name}",
        template="desk/speaks_for.html",
        context_for=context_for,
    )


def test_desk_shows_sections_in_order_and_only_with_something(db):
    person, other = make_user(), make_user()
    register(section("later", 500))
    register(section("eerst", 10, lambda user: {"for": user}))
    register(section("leeg", 50, lambda user: None if user == person else {}))
    register(section("later", 600))

    assert [filled.name for filled in sections_for(person)] == ["eerst", "later"]
    assert [filled.name for filled in sections_for(other)] == ["eerst", "leeg", "later"]
    assert sections_for(person)[0].context == {"for": person}


def test_desk_needs_sign_in(visitor, db):
    response = visitor.get("/mijn/")

    assert (response.status_code, response.url) == (302, "/account/login/?next=/mijn/")


@pytest.mark.parametrize(
    ("who", "part", "uses_admin"),
    [
        ("editor", "school", True),
        ("policymaker", "policymaker", False),
        ("moderator", "moderator", True),
        ("administrator", "administrator", True),
        ("follower", "follower", False),
    ],
)
def test_empty_desk_helps_each_role(request, client, db, who, part, uses_admin):
    user = make_user() if who == "follower" else request.getfixturevalue(who)
    client.force_login(user)

    response = client.get("/mijn/")

    assert response.context["part"] == part
    assert ("/beheer/" in response.text.split("<main")[1]) == uses_admin
    assert "empty-state" in response.text


@pytest.mark.parametrize("count", [1, 3])
def test_desk_says_for_whom_one_speaks_in_a_fixed_number_of_queries(
    client, db, count, django_assert_num_queries
):
    user = make_user()
    schools = [make_institution() for _ in range(count)]
    for institution in schools:
        make_mandate(user, institution)
    make_mandate(user, make_institution("Dienst"), Capacity.ADVISER)
    make_mandate(institution=make_institution("Andere school"))
    client.force_login(user)

    with django_assert_num_queries(5):
        response = client.get("/mijn/")

    assert response.context["spaces"] == set(schools)
    assert "Dienst" in response.text
    assert "Andere school" not in response.text
