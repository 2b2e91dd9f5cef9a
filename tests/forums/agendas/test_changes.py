"""What is different between two agendas, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from forums.domain.agenda_changes import Line, Plan, changes_in_words
from tests.forums.factories import at


def plan(*lines, **fields):
    """Three items of half an hour from 13:30 on, or those of ``lines``: (key, title, minutes)."""
    after, made = timedelta(), []
    for key, title, minutes in lines or ((1, "A", 30), (2, "B", 30), (3, "C", 30)):
        made.append(Line(key, title, minutes, after))
        after += timedelta(minutes=minutes)
    values = {
        "starts_at": at(2026, 12, 2, 13, 30),
        "ends_at": at(2026, 12, 2, 15, 30),
        "format": "on_site",
        "place": "Brussel",
    }
    return Plan(**values | fields, lines=tuple(made))


def with_first(**fields):
    """The same, its first item otherwise."""
    first, *others = plan().lines
    return replace(plan(), lines=(replace(first, **fields), *others))


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (plan(), []),
        (
            plan((1, "A", 30), (2, "B", 30), (3, "C", 30), (4, "D", 5)),
            ["Nieuw: “D”, om 15:00."],
        ),
        (plan((1, "A", 30), (2, "B", 30)), ["Valt weg: “C”."]),
        (
            plan((2, "B", 30), (3, "C", 30)),
            ["Valt weg: “A”.", "“B” begint nu om 13:30.", "“C” begint nu om 14:00."],
        ),
        (
            plan((2, "B", 30), (3, "C", 30), (1, "A", 30)),
            [
                "“B” begint nu om 13:30.",
                "“C” begint nu om 14:00.",
                "“A” staat nu na “C”, om 14:30.",
            ],
        ),
        (
            plan((3, "C", 30), (1, "A", 30), (2, "B", 30)),
            [
                "“C” staat nu vooraan, om 13:30.",
                "“A” begint nu om 14:00.",
                "“B” begint nu om 14:30.",
            ],
        ),
        (
            plan((1, "Anders", 30), (2, "B", 30), (3, "C", 20)),
            ["“A” heet nu “Anders”.", "“C” duurt nu 20 minuten (was 30)."],
        ),
        (
            plan(place="Gent"),
            ["Andere plaats: Gent (was Brussel)."],
        ),
        (plan(format="online", place=""), ["Andere plaats: online (was Brussel)."]),
        (plan(format="hybrid"), ["Andere plaats: Brussel en online (was Brussel)."]),
        (
            plan(starts_at=at(2026, 12, 3, 10), ends_at=at(2026, 12, 3, 12)),
            [
                "Ander moment: donderdag 3 december 2026, 10:00 tot 12:00"
                " (was woensdag 2 december 2026, 13:30 tot 15:30)."
            ],
        ),
        (
            with_first(presenters=((7, "De Brug"), (8, ""))),
            ["Bij “A” komt aan het woord: De Brug, een spreker."],
        ),
        (
            with_first(conclusions=("2026-0001",)),
            ["“A” legt ook conclusie 2026-0001 voor."],
        ),
    ],
)
def test_what_changed_is_said_in_words(now, words):
    assert changes_in_words(plan(), now) == words


def test_what_is_taken_away_is_said_in_words():
    before = with_first(presenters=((7, "De Brug"),), conclusions=("2026-0001", "2026-0002"))

    assert changes_in_words(before, with_first(conclusions=("2026-0002",))) == [
        "Bij “A” is niemand meer aangekondigd.",
        "“A” legt conclusie 2026-0001 niet meer voor.",
    ]


def test_another_person_of_the_same_institution_is_named_by_nobody():
    before, now = (with_first(presenters=((key, "De Brug"),)) for key in (7, 8))

    assert changes_in_words(before, now) == ["Bij “A” komt iemand anders aan het woord."]
