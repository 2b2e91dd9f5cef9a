"""Rebuilding, comparing and mending the index."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from search import registry
from search.domain import rebuilding
from search.domain.rebuilding import RebuildTakenOverError, RebuildUnderWayError, rebuild
from search.domain.status import needs_rebuild, status
from search.domain.verifying import verify
from search.index.keeping import MODELS
from search.records import DocumentA, Shelf
from tests.search.test_finder import keys
from tests.search.things import KIND, only_things, thing

pytestmark = pytest.mark.django_db


@pytest.fixture
def things(db):
    with only_things() as made:
        yield made


def said(*arguments):
    out = StringIO()
    call_command("search", *arguments, stdout=out)
    return out.getvalue().splitlines()


def test_a_rebuild_makes_the_same_index_on_the_other_shelf(things):
    things.keep(thing(1, "Water", kleur=["rood"]), thing(2, "Vuur"))
    before = status()

    made = rebuild()

    after = status()
    assert (made, before.shelf, after.shelf) == (2, "a", "b")
    assert (before.documents, after.documents) == ({KIND: 2}, {KIND: 2})
    assert (keys("q=water"), keys("kleur=rood")) == ([1], [1])
    assert rebuild() == 2
    assert status().shelf == "a"


def test_terms_that_an_emptied_database_left_behind_stand_in_the_way_of_nothing(things):
    things.keep(thing(1, "Water"), thing(2, "Vuur"))
    # What `flush` empties: tables of models, not those of the terms.
    MODELS["a"].objects.all().delete()
    Shelf.objects.update(next_slot=0)

    things.keep(thing(3, "Aarde"), thing(4, "Lucht"))

    assert (keys("q=water"), keys("q=aarde"), keys("q=lucht")) == ([], [3], [4])


def test_edits_made_meanwhile_are_on_both_shelves(things, monkeypatch):
    monkeypatch.setattr(rebuilding, "BATCH", 2)
    things.keep(*(thing(number, f"Water {number}") for number in range(1, 8)))
    seen = []

    def meanwhile(done, total):
        if not seen:
            things.keep(thing(1, "Vuur"), thing(7, "Aarde"), thing(9, "Lucht"))
            things.drop(6)
        seen.append((done, keys("q=vuur"), keys("q=lucht")))

    rebuild(tell=meanwhile)

    assert seen[0] == (2, [1], [9])
    assert (keys("q=vuur"), keys("q=aarde"), keys("q=lucht")) == ([1], [7], [9])
    assert sorted(keys("q=water")) == [2, 3, 4, 5]
    assert verify(mend=False).total == 0


def test_a_rebuild_that_broke_off_is_gone_on_with(things, monkeypatch):
    monkeypatch.setattr(rebuilding, "BATCH", 2)
    things.keep(*(thing(number, "Water") for number in range(1, 8)))

    def break_off(done, total):
        if done >= 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(tell=break_off)
    with pytest.raises(RebuildUnderWayError):
        rebuild()
    things.keep(thing(2, "Vuur"))
    Shelf.objects.filter(pk="b").update(beat_at=timezone.now() - timedelta(hours=1))
    seen = []
    rebuild(tell=lambda done, total: seen.append(done))

    assert seen == [6, 7]
    assert (status().shelf, verify(mend=False).total) == ("b", 0)
    assert keys("q=vuur") == [2]


@pytest.mark.parametrize(
    ("edit", "fire", "water"),
    [
        (lambda things: things.keep(thing(1, "Vuur")), [1], [2, 3, 4]),
        # It was on no shelf before, and is on none after.
        (lambda things: things.drop(2), [], [1, 3, 4]),
    ],
)
def test_what_is_changed_while_it_is_analysed_stands_as_it_became(
    things, monkeypatch, edit, fire, water
):
    things.update({number: thing(number, "Water") for number in range(1, 5)})
    read, seen = things.build, []

    def build(keys):
        found = read(keys)
        seen.append(keys)
        if len(seen) == 1:
            edit(things)
        return found

    registry.register(replace(registry.findable(KIND), build=build))
    monkeypatch.setattr(rebuilding, "BATCH", 2)

    rebuild()

    assert (keys("q=vuur"), sorted(keys("q=water"))) == (fire, water)
    assert verify(mend=False).total == 0


def test_who_was_taken_for_dead_writes_no_more(things, monkeypatch):
    monkeypatch.setattr(rebuilding, "BATCH", 1)
    things.keep(thing(1, "Water"), thing(2, "Water"))

    def taken_over(done, total):
        Shelf.objects.filter(pk="b").update(token="another")

    with pytest.raises(RebuildTakenOverError):
        rebuild(tell=taken_over)

    assert status().shelf == "a"


def test_verify_names_and_mends_what_differs(things):
    things.keep(*(thing(number, "Water") for number in range(1, 5)))
    things[1] = thing(1, "Vuur")
    del things[2]
    things[9] = thing(9, "Lucht")
    DocumentA.objects.filter(key=4).update(gone=True)

    compared = verify(mend=False)
    mended = verify()

    assert (compared.outdated, compared.too_many, compared.missing) == (
        {KIND: [1]},
        {KIND: [2]},
        {KIND: [4, 9]},
    )
    assert mended.total == 4
    assert verify(mend=False).total == 0
    assert (keys("q=vuur"), sorted(keys("q=water")), keys("q=lucht")) == ([1], [3, 4], [9])


def test_an_index_by_older_rules_or_without_content_needs_a_rebuild(things):
    empty = needs_rebuild()
    things[1] = thing(1, "Water")
    never_made = needs_rebuild()
    rebuild()
    made = needs_rebuild()
    Shelf.objects.update(analysis=0)

    assert (empty, never_made, made, needs_rebuild()) == (False, True, False, True)


def test_the_command_tells_what_it_does(things):
    things[1] = thing(1, "Water")

    assert said("rebuild", "--if-needed") == ["1 van 1", "Klaar: 1 documenten."]
    assert said("rebuild", "--if-needed") == ["De index is bij."]
    assert said("status")[1] == "thing: 1"
    assert said("verify") == ["Vergeleken: 1. Alles klopt."]
    MODELS["b"].objects.update(digest="anders")
    with pytest.raises(CommandError, match="Verschillend: 1"):
        said("verify", "--only-compare")
    assert said("verify")[-1] == "Vergeleken: 1. Hersteld: 1."
