import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import Page

from audit.domain.record import record
from institutions.domain.mandates import grant_mandate
from tests.accounts.factories import make_user
from tests.forums.factories import make_forum

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("who", "status"),
    [("editor", 404), ("policymaker", 403), ("moderator", 302), ("administrator", 200)],
)
def test_only_administrators_read_the_log(request, client, who, status):
    client.force_login(request.getfixturevalue(who))

    response = client.get(reverse("events:index"), follow=who in ("editor", "policymaker"))

    assert response.status_code == status
    assert (b"grant_mandate" in response.content) is False or status == 200


@pytest.mark.parametrize("count", [1, 3])
def test_log_names_people_in_one_query(client, administrator, count, django_assert_num_queries):
    people = [make_user(first_name=f"Persoon {number}") for number in range(count)]
    for person in people:
        record("probe", person, by=person, number=person.pk)
    client.force_login(administrator)
    client.get(reverse("events:index_results"))

    with django_assert_num_queries(12):
        response = client.get(reverse("events:index_results"), {"verb": "probe"})

    shown = {event.actor for event in response.context["object_list"]}
    assert shown == {str(person) for person in people}


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("Zibelda", True),
        ("zib mandaat", True),
        ("Zibelda onbekend", False),
        ("bestaat-niet", False),
    ],
)
def test_log_is_searched_by_people_and_acts(client, administrator, school, words, is_found):
    grant_mandate(make_user(), school, "teacher", by=None)
    grant_mandate(make_user(), school, "head", by=administrator)
    administrator.first_name = "Zibelda"
    administrator.save()
    client.force_login(administrator)

    response = client.get(reverse("events:index_results"), {"q": words})

    shown = list(response.context["object_list"])
    assert [event.actor for event in shown] == ([str(administrator)] if is_found else [])


def test_log_names_what_a_detail_points_to(client, administrator, school):
    grant_mandate(make_user(), school, "teacher", by=administrator)
    client.force_login(administrator)

    response = client.get(reverse("events:index_results"), {"verb": "grant_mandate"})

    assert f"{school.name} ({school.pk})" in response.text


@pytest.mark.parametrize("count", [1, 3])
def test_log_shows_the_title_of_a_thing_and_leads_to_it_while_it_exists(
    client, administrator, count, django_assert_num_queries
):
    pages = [Page.get_first_root_node().add_child(title=f"Blad {n}") for n in range(count)]
    for page in pages:
        record("probe", page, by=administrator)
    keys = [page.pk for page in pages]
    client.force_login(administrator)
    client.get(reverse("events:index_results"))

    with django_assert_num_queries(12):
        shown = client.get(reverse("events:index_results"), {"verb": "probe"})
    pages[0].delete()
    later = client.get(reverse("events:index_results"), {"verb": "probe"})

    def linked(response):
        links = BeautifulSoup(response.content, "html.parser").select("td a")
        return {link["href"]: link.text for link in links if "Blad" in link.text}

    links = {
        reverse("wagtailadmin_pages:edit", args=[number]): f"Blad {n} ({number})"
        for n, number in enumerate(keys)
    }
    assert linked(shown) == links
    assert linked(later) == dict(list(links.items())[1:])


def test_log_leads_to_a_forum_where_people_read_it(client, administrator):
    forum = make_forum("leren")
    record("open_forum", forum, by=administrator)
    client.force_login(administrator)

    response = client.get(reverse("events:index_results"), {"verb": "open_forum"})

    links = BeautifulSoup(response.content, "html.parser").select("td a")
    assert forum.get_absolute_url() in {link["href"] for link in links}
