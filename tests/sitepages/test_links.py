"""Making a link in a text of the site."""

import pytest
from bs4 import BeautifulSoup


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("window", "names"),
    [
        ("external", ["URL", "Tekst van de link"]),
        ("anchor", ["#", "Tekst van de link"]),
        ("email", ["E-mailadres", "Tekst van de link", "Onderwerp", "Bericht"]),
        ("phone", ["Telefoonnummer", "Tekst van de link"]),
    ],
)
def test_the_window_for_a_link_names_its_fields_in_dutch(client, moderator, window, names):
    client.force_login(moderator)

    answer = client.get(f"/beheer/choose-{window}-link/")

    labels = BeautifulSoup(answer.json()["html"], "html.parser").select("label")
    assert [label.get_text(strip=True).rstrip("*") for label in labels] == names
