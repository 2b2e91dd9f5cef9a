"""What an import needs to know of the vocabularies, read once."""

from __future__ import annotations

from dataclasses import dataclass

from showcase.eplus.countries import CountryCodes
from showcase.eplus.mapping import ProjectMapper
from showcase.eplus.programmes import ProgrammeMap
from showcase.eplus.topics import ThemeEntry, TopicMap
from vocabularies.domain.retiring import standing_now
from vocabularies.enums import Scheme
from vocabularies.identifiers import identifiers
from vocabularies.records import Term, Theme


@dataclass(frozen=True)
class Vocabulary:
    """Themes and programmes by slug, and what stands behind them in an export."""

    themes: dict[str, int]
    programmes: dict[str, int]
    theme_entries: tuple[ThemeEntry, ...]
    countries: dict[str, str]

    @property
    def is_empty(self) -> bool:
        """Whether the vocabularies were never loaded: then no row gets a theme or programme."""
        return not self.themes or not self.programmes


def read_vocabulary() -> Vocabulary:
    """Read what the mapping needs, in three statements.

    A topic of a theme that was replaced means the theme that came in its place; one of a theme
    that was retired means nothing any more.
    """
    themes = {theme.pk: theme for theme in Theme.objects.order_by("order", "pk")}
    programmes = Term.objects.in_scheme(Scheme.PROGRAMMES)
    countries: dict[str, str] = {}
    for term in Term.objects.in_scheme(Scheme.COUNTRIES):
        if code := term.extra.get("alpha2"):
            codes = (term.extra.get("eu_code"), term.extra.get("alpha3"))
            names = (*codes, term.label_en, term.label_nl)
            countries |= {name: code for name in names if name}
    return Vocabulary(
        themes={theme.slug: theme.pk for theme in themes.values()},
        programmes={term.slug: term.pk for term in programmes},
        theme_entries=tuple(
            ThemeEntry(
                slug=current.slug,
                topics=tuple(theme.extra.get("erasmus_topics") or ()),
                is_top=current.broader_id is None,
            )
            for theme in themes.values()
            if not (current := standing_now(theme, themes)).is_retired
        ),
        countries=countries,
    )


def project_mapper(vocabulary: Vocabulary) -> ProjectMapper:
    """Return the mapping of rows to projects."""
    return ProjectMapper(
        TopicMap(vocabulary.theme_entries),
        ProgrammeMap(vocabulary.programmes, identifiers()["action_types"]),
        CountryCodes(vocabulary.countries),
    )
