"""From the cells of one row to a project."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from showcase.eplus import cells
from showcase.eplus.countries import CountryCodes
from showcase.eplus.headers import Layout
from showcase.eplus.numbers import is_number, kind_of_number, year_of
from showcase.eplus.organisations import Organisation, is_flemish_project
from showcase.eplus.programmes import ProgrammeMap
from showcase.eplus.topics import TopicMap
from vocabularies.identifiers import normalise_number

T = TypeVar("T")

TITLE_LIMIT = 500
SUMMARY_LIMIT = 20_000
NAME_LIMIT = 300
WORDS_LIMIT = 200
TOPIC_LIMIT = 40
MAX_GRANT = Decimal("9999999999.99")


class UnusableRow(Exception):
    """This row can't become a project; the message says why, in Dutch."""


@dataclass(frozen=True)
class ProjectRow:
    """One project of the export. ``themes`` and ``programme`` are slugs."""

    number: str
    title: str
    summary: str = ""
    programme_name: str = ""
    key_action: str = ""
    action_type: str = ""
    call_year: int | None = None
    start_date: date | None = None
    end_date: date | None = None
    status: str = ""
    programme: str = ""
    topics: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    grant: Decimal | None = None
    is_good_practice: bool = False
    is_success_story: bool = False
    results_available: bool = False
    website: str = ""
    card_url: str = ""
    coordinator: Organisation = field(default_factory=lambda: Organisation(""))
    partners: tuple[Organisation, ...] = ()
    is_flemish: bool = False
    notes: tuple[str, ...] = field(default=(), compare=False)

    def values(self) -> dict[str, Any]:
        """Everything that is kept, as plain values."""
        own = {name: getattr(self, name) for name in PLAIN_FIELDS}
        return own | {
            "topics": list(self.topics),
            "countries": list(self.countries),
            "coordinator": self.coordinator.as_dict(),
            "partners": [partner.as_dict() for partner in self.partners],
        }

    @property
    def digest(self) -> str:
        """A print of the row: the same print, nothing changed."""
        content = self.values() | {"themes": sorted(self.themes), "programme": self.programme}
        text = json.dumps(content, sort_keys=True, default=str, ensure_ascii=False)
        return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


PLAIN_FIELDS = (
    "number",
    "title",
    "summary",
    "programme_name",
    "key_action",
    "action_type",
    "call_year",
    "start_date",
    "end_date",
    "status",
    "grant",
    "is_good_practice",
    "is_success_story",
    "results_available",
    "website",
    "card_url",
    "is_flemish",
)


class ProjectMapper:
    """Reads projects out of rows, with the vocabularies it was given."""

    def __init__(self, topics: TopicMap, programmes: ProgrammeMap, countries: CountryCodes) -> None:
        self._topics = topics
        self._programmes = programmes
        self._countries = countries

    def project(self, row: Sequence[str], layout: Layout) -> ProjectRow:
        """Return the project in ``row``; what could not be read is noted, not fatal.

        Raises:
            UnusableRow: no project number, no title, or cells that moved to another column.
        """
        return _Reading(self, row, layout).project()

    def themes_of(self, topics: Sequence[str]) -> tuple[tuple[str, ...], list[str]]:
        """Return the themes of some topics, and the topics that mean no theme."""
        found = {topic: self._topics.themes(topic) for topic in topics}
        themes = dict.fromkeys(slug for slugs in found.values() for slug in slugs)
        return tuple(themes), [topic for topic, slugs in found.items() if not slugs]

    @property
    def topics(self) -> TopicMap:
        """The topics this mapper knows."""
        return self._topics

    @property
    def programmes(self) -> ProgrammeMap:
        """The programmes this mapper knows."""
        return self._programmes

    @property
    def countries(self) -> CountryCodes:
        """The countries this mapper knows."""
        return self._countries


class _Reading:
    """The reading of one row, which gathers notes on the way."""

    def __init__(self, mapper: ProjectMapper, row: Sequence[str], layout: Layout) -> None:
        self._mapper = mapper
        self._row = row
        self._layout = layout
        self._notes: list[str] = []

    def project(self) -> ProjectRow:
        _refuse_moved_cells(self._row, self._layout)
        number = self._number()
        title = self._bounded(self._line("title"), TITLE_LIMIT, _("titel"))
        if not title:
            raise UnusableRow(_("Deze rij heeft geen titel."))
        topics = self._mapper.topics.split(self._line("topics", keep_lines=True))[:TOPIC_LIMIT]
        themes, strange = self._mapper.themes_of(topics)
        if strange:
            self._notes.append(_("geen thema voor: {topics}").format(topics="; ".join(strange)))
        coordinator = self._organisation(self._layout.coordinator)
        partners = tuple(
            partner
            for columns in self._layout.partners.values()
            if self._at(columns.get("name")) and (partner := self._organisation(columns)).name
        )
        year = cells.read_year(self._cell("call_year")) or year_of(number)
        start, end = self._dates()
        action_type = self._words("action_type")
        programme = self._mapper.programmes.programme(number, action_type, year)
        if not programme:
            self._notes.append(_("geen programma herkend"))
        return ProjectRow(
            number=number,
            title=title,
            summary=self._bounded(
                cells.clean(cells.mend(self._cell("summary"))), SUMMARY_LIMIT, _("samenvatting")
            ),
            programme_name=self._words("programme"),
            key_action=self._words("key_action"),
            action_type=action_type,
            call_year=year,
            start_date=start,
            end_date=end,
            status=self._words("status").casefold()[:60],
            programme=programme,
            topics=tuple(cells.shorten(topic, WORDS_LIMIT) for topic in topics),
            themes=themes,
            countries=self._all_countries(coordinator, partners),
            grant=self._grant(),
            is_good_practice=cells.read_yes(self._cell("is_good_practice")),
            is_success_story=cells.read_yes(self._cell("is_success_story")),
            results_available=cells.read_yes(self._cell("results_available")),
            website=cells.read_url(self._cell("website")),
            card_url=cells.read_url(self._cell("card_url")),
            coordinator=coordinator,
            partners=partners,
            is_flemish=is_flemish_project(number, (coordinator, *partners)),
            notes=tuple(self._notes),
        )

    def _cell(self, key: str) -> str:
        return self._at(self._layout.columns.get(key))

    def _at(self, column: int | None) -> str:
        return self._row[column] if column is not None and column < len(self._row) else ""

    def _line(self, key: str, *, keep_lines: bool = False) -> str:
        tidy = cells.clean if keep_lines else cells.clean_line
        return tidy(cells.mend(self._cell(key)))

    def _words(self, key: str) -> str:
        return cells.shorten(self._line(key), WORDS_LIMIT)

    def _bounded(self, text: str, limit: int, what: str) -> str:
        if len(text) > limit:
            self._notes.append(
                _("{what} ingekort tot {limit} tekens").format(what=what, limit=limit)
            )
        return cells.shorten(text, limit)

    def _number(self) -> str:
        """The number a school knows: of Lifelong Learning that is the external reference."""
        own = normalise_number(cells.clean_line(self._cell("number")))
        external = normalise_number(cells.clean_line(self._cell("external_reference")))
        candidates = [number for number in (external, own) if is_number(number)]
        known = [number for number in (own, external) if kind_of_number(number)]
        if known:
            return known[0]
        if not candidates:
            raise UnusableRow(
                _("“{text}” is geen projectnummer.").format(text=cells.shorten(own or external, 40))
                if own or external
                else _("Deze rij heeft geen projectnummer.")
            )
        self._notes.append(_("projectnummer in een onbekende vorm"))
        return candidates[0]

    def _organisation(self, columns: dict[str, int]) -> Organisation:
        def part(key: str, limit: int = NAME_LIMIT) -> str:
            text = self._at(columns.get(key))
            return cells.shorten(cells.clean_line(cells.mend(text)), limit) if text else ""

        return Organisation(
            name=part("name"),
            type=part("type"),
            address=part("address"),
            region=part("region"),
            country=self._mapper.countries.iso(part("country")),
            website=cells.read_url(self._at(columns.get("website"))),
        )

    def _all_countries(
        self, coordinator: Organisation, partners: Sequence[Organisation]
    ) -> tuple[str, ...]:
        """The countries the row names, and those of organisations where it forgets one."""
        named = self._mapper.countries.all_iso(self._cell("countries"))
        of_organisations = [one.country for one in (coordinator, *partners) if one.country]
        return tuple(dict.fromkeys([*named, *of_organisations]))

    def _dates(self) -> tuple[date | None, date | None]:
        """Start and end, where the file has them; a pair that runs backwards is left out.

        One date that can only begin with the day says how the other is written.
        """
        both = [cells.clean_line(self._cell(key)) for key in ("start_date", "end_date")]
        read = partial(cells.read_date, day_first=any(map(cells.has_day_first, both)))
        if any(map(cells.has_day_first, both)) and any(map(cells.has_month_first, both)):
            self._notes.append(_("de datums staan in twee volgordes geschreven: kijk ze na"))
        start = self._readable(read, "start_date", _("begindatum"))
        end = self._readable(read, "end_date", _("einddatum"))
        if start and end and end < start:
            self._notes.append(_("de einddatum ligt voor de begindatum: beide weggelaten"))
            return None, None
        return start, end

    def _grant(self) -> Decimal | None:
        grant = self._readable(cells.read_amount, "grant", _("subsidie"))
        if grant is not None and not 0 <= grant <= MAX_GRANT:
            self._notes.append(_("subsidie niet gelezen: het bedrag kan niet kloppen"))
            return None
        return grant

    def _readable(self, read: Callable[[str], T | None], key: str, what: str) -> T | None:
        text = self._cell(key)
        try:
            return read(cells.clean_line(text))
        except ValueError:
            shown = cells.shorten(cells.clean_line(text), 40)
            self._notes.append(_("{what} niet gelezen: “{text}”").format(what=what, text=shown))
            return None


def _refuse_moved_cells(row: Sequence[str], layout: Layout) -> None:
    """Refuse a row with more filled cells than there are columns: its cells moved."""
    if any(cell.strip() for cell in row[layout.width :]):
        raise UnusableRow(
            _(
                "Deze rij heeft {cells} cellen, de kopregel {columns}:"
                " er staat een scheidingsteken te veel."
            ).format(cells=len(row), columns=layout.width)
        )
