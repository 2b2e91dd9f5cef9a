import pytest
from django.urls import reverse

from audit.domain.record import record
from tests.accounts.factories import make_user


@pytest.mark.parametrize(
    ("who", "status"),
    [("editor", 403), ("policymaker", 403), ("moderator", 302), ("administrator", 200)],
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

    with django_assert_num_queries(11):
        response = client.get(reverse("events:index_results"), {"verb": "probe"})

    shown = {event.actor for event in response.context["object_list"]}
    assert shown == {str(person) for person in people}
