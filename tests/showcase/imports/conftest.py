"""Vocabularies for the imports."""

import pytest


@pytest.fixture
def mapper():
    """The mapping with the vocabularies of the files, without a database."""
    from showcase.eplus.countries import CountryCodes
    from showcase.eplus.mapping import ProjectMapper
    from showcase.eplus.programmes import ProgrammeMap
    from showcase.eplus.topics import ThemeEntry, TopicMap
    from vocabularies.domain.files import read_concepts
    from vocabularies.identifiers import identifiers

    themes = [
        ThemeEntry(one["slug"], tuple(one["erasmus_topics"]), one["broader"] is None)
        for one in read_concepts("themes")
    ]
    programmes = [one["slug"] for one in read_concepts("programmes")]
    countries = {one["eu_code"]: one["alpha2"] for one in read_concepts("countries")}
    return ProjectMapper(
        TopicMap(themes),
        ProgrammeMap(programmes, identifiers()["action_types"]),
        CountryCodes(countries | {"Belgium": "BE"}),
    )


@pytest.fixture
def vocabularies(db):
    """Themes, programmes and countries of the files in the database; the rest is not needed."""
    from vocabularies.domain.files import THEMES, read_concepts
    from vocabularies.domain.loading import seed_of
    from vocabularies.enums import Scheme
    from vocabularies.records import Term, Theme

    concepts = read_concepts(THEMES)
    top = [one for one in concepts if one["broader"] is None]
    narrow = [one for one in concepts if one["broader"] is not None]
    known = {}
    for layer in (top, narrow):
        made = Theme.objects.bulk_create(
            Theme(
                slug=one["slug"],
                name=one["labels"]["nl"],
                broader=known.get(one["broader"]),
                **seed_of(one),
            )
            for one in layer
        )
        known |= {theme.slug: theme for theme in made}
    for scheme in (Scheme.PROGRAMMES, Scheme.COUNTRIES):
        Term.objects.bulk_create(
            Term(scheme=scheme, slug=one["slug"], **seed_of(one)) for one in read_concepts(scheme)
        )
