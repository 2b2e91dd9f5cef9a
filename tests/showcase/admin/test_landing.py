"""Where people land in the admin."""

import pytest
from bs4 import BeautifulSoup

from notifications.enums import MailState
from notifications.records import OutgoingMail
from tests.jobs.factories import JobFactory
from vocabularies.records import Keyword

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_administrator_lands_on_what_failed(client, administrator):
    client.force_login(administrator)
    JobFactory.create_batch(2, failed=True)
    JobFactory()
    OutgoingMail.objects.create(recipients=["a@b.example"], subject="x", state=MailState.FAILED)

    page = BeautifulSoup(client.get("/beheer/").content, "html.parser")

    assert page.title.text.split() == ["Beheer", "-", "Verankerd"]
    ways = {link["href"]: link.text for link in page.select(".school-space a")}
    assert list(ways.values()) == [
        "1 mail die niet vertrok",
        "2 achtergrondtaken die mislukten",
        "Het logboek: wie wat deed",
        "Accounts en rollen",
        "Instellingen",
        "Wie namens wie spreekt",
        "Thema’s",
        "Andere lijsten",
        "Ingelezen projecten",
    ]
    assert {client.get(way).status_code for way in ways} == {200}


@pytest.mark.slow
def test_moderator_lands_on_what_waits_and_what_they_keep(client, moderator):
    client.force_login(moderator)
    Keyword.objects.create(word="schoolradio")

    page = BeautifulSoup(client.get("/beheer/").content, "html.parser")

    ways = {link["href"]: link.text for link in page.select(".school-space a")}
    assert list(ways.values()) == [
        "Naar het nakijken",
        "1 trefwoord dat nog nergens in opging",
        "Thema’s",
        "Onderwijsniveaus",
        "Andere lijsten",
        "Instellingen",
        "Wie namens wie spreekt",
    ]
    assert {client.get(way).status_code for way in ways} == {200}


@pytest.mark.parametrize(
    ("role", "said"), [("moderator", "Niets."), ("administrator", "Er mislukte niets.")]
)
def test_nothing_that_waits_is_said_in_one_line(request, client, role, said):
    client.force_login(request.getfixturevalue(role))

    page = BeautifulSoup(client.get("/beheer/").content, "html.parser")

    assert said in [line.text for line in page.select(".school-space p")]
    assert not [link.text for link in page.select(".school-space a") if link.text.startswith("0 ")]
