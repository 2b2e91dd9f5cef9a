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
    """The vocabularies in the database."""
    from vocabularies.domain.loading import load_vocabularies

    load_vocabularies()
