"""Moderators keep the words that mean the same; they are in force at once."""

from __future__ import annotations

import pytest
from django.urls import reverse

from audit.records import Event
from search.matching.sources import forget
from search.records import SynonymGroup
from tests.search.test_finder import keys
from tests.search.things import only_things, thing

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(db):
    SynonymGroup.objects.all().delete()
    forget()
    return SynonymGroup.objects.create(words="moedertaal, thuistaal")


@pytest.mark.parametrize("act", ["index", "add", "edit", "delete"])
@pytest.mark.parametrize(
    ("who", "may"),
    [("moderator", True), ("administrator", True), ("policymaker", False), ("editor", False)],
)
def test_who_keeps_them(request, client, group, act, who, may):
    client.force_login(request.getfixturevalue(who))
    arguments = [group.pk] if act in ("edit", "delete") else []

    response = client.get(reverse(f"synonyms:{act}", args=arguments))

    assert (response.status_code == 200) is may
    assert ("moedertaal" in response.text) is (may and act != "add")


def test_a_group_is_added_changed_and_dropped_and_in_force_at_once(client, moderator, group):
    client.force_login(moderator)
    with only_things() as things:
        things.keep(thing(1, "Fiets"), thing(2, "Rijwiel"))
        seen = [keys("q=fiets")]
        client.post(reverse("synonyms:add"), {"words": "fiets, rijwiel"})
        made = SynonymGroup.objects.get(words="fiets, rijwiel")
        seen.append(keys("q=fiets"))
        client.post(reverse("synonyms:edit", args=[made.pk]), {"words": "fiets, velo"})
        seen.append(keys("q=fiets"))
        client.post(reverse("synonyms:edit", args=[made.pk]), {"words": "fiets, rijwiel, velo"})
        client.post(reverse("synonyms:delete", args=[made.pk]))
        seen.append(keys("q=fiets"))

    assert [sorted(found) for found in seen] == [[1], [1, 2], [1], [1]]
    assert list(SynonymGroup.objects.all()) == [group]
    verbs = Event.objects.filter(verb__contains="synonyms").values_list("verb", flat=True)
    assert sorted(verbs) == ["drop_synonyms", *["keep_synonyms"] * 3]


@pytest.mark.parametrize("words", ["eenzaam", "een, een", "", "moedertaal, thuistaal"])
def test_what_makes_no_group_is_refused_in_words(client, moderator, group, words):
    client.force_login(moderator)

    response = client.post(reverse("synonyms:add"), {"words": words})

    assert response.context["form"].errors.keys() == {"words"}
    assert SynonymGroup.objects.count() == 1
