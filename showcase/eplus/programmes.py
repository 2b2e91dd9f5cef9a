"""Which programme a project belongs to, from its number and its action type."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from showcase.eplus.countries import fold
from showcase.eplus.numbers import action_of, year_of

#: Words of an action type that name its field.
FIELDS = {
    "school education": "sch",
    "schools": "sch",
    "vocational": "vet",
    "vet": "vet",
    "adult": "adu",
    "higher education": "hed",
}
#: Words in numbers of Lifelong Learning and of the central actions.
IN_NUMBER = {
    "COMENIUS": "comenius",
    "LEONARDO": "leonardo-da-vinci",
    "GRUNDTVIG": "grundtvig",
    "-LLP-": "llp-2007-2013",
    "EPPKA3": "ka3-beleidshervorming",
}
#: Beginnings of action types whose programme also depends on the field. Confirmed in exports
#: for the first four; the last follows the same pattern.
BEGINNINGS = {
    "erasmus accreditation in": "ka120",
    "accredited projects": "ka121",
    "short term projects": "ka122",
    "small scale partnerships": "ka210",
    "cooperation partnerships": "ka220",
}
PERIODS: tuple[tuple[range, str], ...] = (
    (range(2021, 2028), "erasmus-plus-2021-2027"),
    (range(2014, 2021), "erasmus-plus-2014-2020"),
)
LIFELONG_LEARNING = (range(2007, 2014), "llp-2007-2013")


class ProgrammeMap:
    """Finds the slug of a programme among those the vocabulary has.

    ``action_types`` are the rows of `identifiers.json`: ``{"export_value", "programme"}``.
    """

    def __init__(
        self, slugs: Collection[str], action_types: Sequence[Mapping[str, str]] = ()
    ) -> None:
        self._slugs = frozenset(slugs)
        self._exact = {
            fold(row["export_value"]): row["programme"]
            for row in action_types
            if not row["programme"].endswith("*")
        }

    def programme(self, number: str, action_type: str, year: int | None = None) -> str:
        """Return a slug, or nothing.

        The number says most, then the action type; what neither names falls under the programme
        of its period.
        """
        candidates = [
            *_from_number(number),
            *self._from_action_type(number, action_type),
            _from_year(number, year),
        ]
        return next((slug for slug in candidates if slug in self._slugs), "")

    def _from_action_type(self, number: str, action_type: str) -> list[str]:
        folded = fold(action_type)
        _, field = action_of(number)
        by_words = next((slug for words, slug in FIELDS.items() if words in folded), "")
        found = [self._exact.get(folded, "")]
        for beginning, code in BEGINNINGS.items():
            if folded.startswith(beginning):
                found += [f"{code}-{part}" for part in (field.lower(), by_words) if part]
        return found


def _from_number(number: str) -> list[str]:
    code, field = action_of(number)
    code, field = code.lower(), field.lower()
    named = [slug for word, slug in IN_NUMBER.items() if word in number]
    return [*([f"{code}-{field}"] if field else []), *([code] if code else []), *named]


def _from_year(number: str, year: int | None) -> str:
    year = year_of(number) or year
    periods = PERIODS if "-LLP-" not in number else ()
    for years, slug in (*periods, LIFELONG_LEARNING):
        if year in years:
            return slug
    return ""
