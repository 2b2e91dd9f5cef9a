"""Jobs in the admin."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import reverse

from jobs.admin.listing import JobViewSet
from jobs.enums import JobState
from jobs.records import Job
from tests.jobs.factories import JobFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    user = get_user_model().objects.create_user("beheer@voorbeeld.example")
    user.groups.add(Group.objects.get(name="administrator"))
    return user


@pytest.fixture
def moderator():
    user = get_user_model().objects.create_user("moderator@voorbeeld.example")
    user.groups.add(Group.objects.get(name="moderator"))
    return user


@pytest.mark.parametrize("count", [1, 3])
def test_list_shows_who_asked_for_what(client, administrator, count, django_assert_num_queries):
    client.force_login(administrator)
    jobs = [JobFactory(failed=True, started_by=administrator) for _ in range(count)]

    with django_assert_num_queries(8):
        response = client.get(reverse("jobs:index_results"))

    assert set(response.context["object_list"]) == set(jobs)
    assert "Het bestand is leeg." in response.text
    assert "beheer@voorbeeld.example" in response.text


def test_nobody_makes_or_changes_a_job_by_hand(client):
    superuser = get_user_model().objects.create_superuser("baas@voorbeeld.example")
    client.force_login(superuser)
    JobFactory()

    response = client.get(reverse("jobs:index"))

    assert {url.name for url in JobViewSet().get_urlpatterns()} == {
        "index",
        "index_results",
        "inspect",
    }
    assert response.context["header_buttons"] == []


def test_failed_job_is_tried_again_from_its_page(client, administrator):
    client.force_login(administrator)
    failed = JobFactory(failed=True)
    address = reverse("jobs:inspect", args=[failed.pk])

    page = client.get(address)
    response = client.post(address)

    again = Job.objects.exclude(pk=failed.pk).get()
    assert "Start opnieuw" in page.text
    assert response.url == reverse("jobs:inspect", args=[again.pk])
    assert (again.state, again.started_by) == (JobState.SUCCEEDED, administrator)


def test_job_that_did_not_fail_offers_no_second_try(client, administrator):
    client.force_login(administrator)
    job = JobFactory(succeeded=True)
    address = reverse("jobs:inspect", args=[job.pk])

    page = client.get(address)
    client.post(address)

    assert "Start opnieuw" not in page.text
    assert set(Job.objects.all()) == {job}


@pytest.mark.parametrize("name", ["index", "index_results"])
def test_moderator_does_not_see_jobs(client, moderator, name):
    client.force_login(moderator)
    JobFactory(title="Verborgen taak")

    response = client.get(reverse(f"jobs:{name}"))

    assert response.status_code == 302
    assert "Verborgen taak" not in client.get(response.url).text


def test_visitor_is_sent_to_the_entrance(client):
    response = client.get(reverse("jobs:index"))

    assert response.status_code == 302
    assert "aanmelden" in response.url or "login" in response.url


def test_page_of_a_job_says_when_in_words_and_no_code(client, administrator):
    client.force_login(administrator)
    asked = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    job = JobFactory(succeeded=True, created_at=asked, done=100, total=100)

    response = client.get(reverse("jobs:inspect", args=[job.pk]))

    shown = {field["label"]: str(field["value"]) for field in response.context["fields"]}
    assert shown.pop("Geëindigd").endswith(tuple("0123456789"))
    assert shown == {
        "Omschrijving": "Tellen",
        "Toestand": "klaar",
        "Gestart door": "de klok",
        "Gevraagd": "2 juli 2026 om 00:30",
        "Begonnen": "–",
        "Voortgang": "alles gedaan",
        "Uitkomst": "–",
        "Wat er misging": "–",
    }
