"""From cells to a project: numbers, organisations, topics, programmes, and what is noted."""

from datetime import date
from decimal import Decimal

import pytest

from showcase.eplus.headers import read_layout
from showcase.eplus.mapping import SUMMARY_LIMIT, UnusableRow
from showcase.eplus.organisations import (
    Organisation,
    belgian_postcode,
    is_flemish_organisation,
    is_flemish_project,
)
from tests.showcase.imports.exports import COLUMNS, GRANT, foreign, partner, project
from vocabularies.identifiers import normalise_number


@pytest.fixture
def read(mapper):
    """Map one row, given by column name; other columns by ``columns``."""

    def map_row(cells, columns=COLUMNS):
        layout = read_layout(columns)
        return mapper.project([cells.get(column, "") for column in columns], layout)

    return map_row


def test_project_takes_everything_from_its_row(read):
    found = read(project("2019-1-BE02-KA229-999001"))

    assert found.number == "2019-1-BE02-KA229-999001"
    assert found.title == "Water verbindt"
    assert found.summary == "Vier scholen meten de rivier.\n\nZe vergelijken, en leren van elkaar."
    assert found.programme_name == "Erasmus+"
    assert found.action_type == "School Exchange Partnerships"
    assert found.call_year == 2019
    assert (found.start_date, found.end_date) == (None, None)
    assert found.status == "finalized"
    assert found.programme == "ka229"
    assert found.topics == ("Environment and climate change", "Inclusion - equity")
    assert found.themes == ("duurzaamheid-en-klimaat", "inclusie-en-gelijke-kansen")
    assert found.countries == ("BE", "GR")
    assert found.grant == Decimal("31250.00")
    assert found.results_available
    assert not found.is_good_practice
    assert found.card_url == "https://ec.europa.eu/projects/#project/2019-1-BE02-KA229-999001"
    assert found.coordinator == Organisation(
        name="Voorbeeldatheneum De Sluis",
        type="School/Institute/Educational centre – General education",
        address="Kaai 12, 9000, Gent",
        region="Prov. Oost-Vlaanderen",
        country="BE",
        website="https://www.desluis.example",
    )
    assert [one.name for one in found.partners] == ["Lykeio Paradeigma"]
    assert found.partners[0].country == "GR"
    assert found.is_flemish
    assert found.notes == ()


def test_project_has_every_partner_and_skips_the_gaps(read):
    many = {}
    for place in (1, 2, 5, 99, 100):
        many |= partner(place, name=f"School {place}", country="UK")

    found = read(project(**many))

    assert [one.name for one in found.partners] == [f"School {p}" for p in (1, 2, 5, 99, 100)]
    assert {one.country for one in found.partners} == {"GB"}
    assert found.countries == ("BE", "GR", "GB")


def test_project_of_lifelong_learning_goes_by_its_external_reference(read):
    columns = [
        "Programme Funding",
        "Project Identifier",
        "External Reference",
        "Project Title",
        "Project Summary",
        "Participating countries",
        "Coordinating organisation name",
        "Coordinator's address",
        "Coordinator's country",
    ]
    cells = {
        "Programme Funding": "Education and training\\Life long learning\\COMENIUS",
        "Project Identifier": "EACEA-999925",
        "External Reference": "999925-LLP-1-2010-1-BE-COMENIUS-CAM",
        "Project Title": "Samen lezen",
        "Participating countries": "BE,EL,UK",
        "Coordinating organisation name": "Voorbeeldschool",
        "Coordinator's address": "Markt 1,   B-8000 Brugge",
        "Coordinator's country": "BE",
    }

    found = read(cells, columns)

    assert found.number == "999925-LLP-1-2010-1-BE-COMENIUS-CAM"
    assert found.programme == "comenius"
    assert found.call_year == 2010
    assert found.countries == ("BE", "GR", "GB")
    assert found.is_flemish


def test_project_takes_dates_where_the_file_has_them(read):
    columns = [*COLUMNS, "Start date", "End date"]

    found = read(project(**{"Start date": "10/9/14", "End date": "10/8/16"}), columns)

    assert (found.start_date, found.end_date) == (date(2014, 10, 9), date(2016, 10, 8))


def test_project_leaves_out_what_it_cannot_read_and_says_so(read):
    columns = [*COLUMNS, "Start date", "End date"]
    cells = project(
        **{
            GRANT: "veel",
            "Topics": "Inclusion - equity; Something nobody knows",
            "Start date": "binnenkort",
            "Action Type": "Iets anders",
            "Project Summary": "woord " * 9000,
        }
    )
    cells["Project Identifier"] = "X-2019/0001"

    found = read(cells, columns)

    assert found.grant is None
    assert len(found.summary) <= SUMMARY_LIMIT
    assert found.themes == ("inclusie-en-gelijke-kansen",)
    assert found.programme == "erasmus-plus-2014-2020"
    assert set(found.notes) == {
        "projectnummer in een onbekende vorm",
        "geen thema voor: Something nobody knows",
        "samenvatting ingekort tot 20000 tekens",
        "begindatum niet gelezen: “binnenkort”",
        "subsidie niet gelezen: “veel”",
    }


def test_project_with_an_end_before_its_start_keeps_neither(read):
    columns = [*COLUMNS, "Start date", "End date"]

    found = read(project(**{"Start date": "2020-09-01", "End date": "2019-09-01"}), columns)

    assert (found.start_date, found.end_date) == (None, None)
    assert found.notes == ("de einddatum ligt voor de begindatum: beide weggelaten",)


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"Project Identifier": ""}, "geen projectnummer"),
        ({"Project Identifier": "Deelname van scholen"}, "is geen projectnummer"),
        ({"Project Title": "  "}, "geen titel"),
    ],
)
def test_project_needs_a_number_and_a_title(read, cells, says):
    with pytest.raises(UnusableRow) as problem:
        read({**project(), **cells})

    assert says in str(problem.value)


@pytest.mark.parametrize(
    "typed",
    [
        "2019-1-BE02-KA229-999001",
        "2019-1-be02-ka229-999001",
        " 2019 - 1 - BE02 - KA229 - 999001 ",
        "2019–1–BE02–KA229–999001",
        "2019 1 BE02 KA229 999001",
        "“2019-1-BE02-KA229-999001”".strip("“”"),
        "(2019-1-BE02-KA229-999001).",
    ],
)
def test_number_is_the_same_however_it_is_typed(typed):
    assert normalise_number(typed) == "2019-1-BE02-KA229-999001"


@pytest.mark.parametrize(
    ("address", "postcode"),
    [
        ("Mechelsestraat 44-46, 1000, Brussels", 1000),
        ("Chaussée de Wavre 1789, 1160, Auderghem", 1160),
        ("Kaai 12, B-9000, Gent", 9000),
        ("Kaai 12, BE 9000, Gent", 9000),
        ("Stationsstraat 1234 9000 Gent", 9000),
        ("Markt 1,   B-8000 Brugge", 8000),
        ("Kaai 12, Gent", None),
        ("0476123456, Gent", None),
        ("", None),
    ],
)
def test_postcode_is_found_in_an_address(address, postcode):
    assert belgian_postcode(address) == postcode


@pytest.mark.parametrize(
    ("postcode", "is_flemish"),
    [
        (999, False),
        (1000, True),
        (1299, True),
        (1300, False),
        (1499, False),
        (1500, True),
        (3999, True),
        (4000, False),
        (7999, False),
        (8000, True),
        (9999, True),
    ],
)
def test_organisation_is_flemish_by_its_postcode(postcode, is_flemish):
    organisation = Organisation("School", address=f"Straat 1, {postcode:04d}, Stad", country="BE")

    assert is_flemish_organisation(organisation) is is_flemish


def test_organisation_abroad_is_not_flemish_with_the_same_postcode():
    assert not is_flemish_organisation(Organisation("S", address="X 1, 9000, Y", country="AT"))


def test_project_is_flemish_by_its_number_its_coordinator_or_a_partner(read):
    flemish = Organisation("S", address="X 1, 9000, Gent", country="BE")
    abroad = Organisation("T", address="Y 2, 10115, Berlin", country="DE")

    assert is_flemish_project("2019-1-BE02-KA229-999001", [abroad])
    assert is_flemish_project("2019-1-DE03-KA229-999001", [abroad, flemish])
    assert not is_flemish_project("2019-1-BE01-KA229-999001", [abroad])
    assert not read(foreign()).is_flemish


@pytest.mark.parametrize(
    ("cell", "topics"),
    [
        ("", []),
        ("Natural sciences", ["Natural sciences"]),
        (
            "Recognition, transparency, certification; Natural sciences; Natural sciences",
            ["Recognition, transparency, certification", "Natural sciences"],
        ),
        (
            "Natural sciences, International cooperation, international relations, development"
            " cooperation, Quality Assurance",
            [
                "Natural sciences",
                "International cooperation, international relations, development cooperation",
                "Quality Assurance",
            ],
        ),
        (
            "EU Citizenship, EU awareness and Democracy, Creativity and culture",
            ["EU Citizenship, EU awareness and Democracy", "Creativity and culture"],
        ),
        (
            "Foo, bar and baz, Natural sciences",
            ["Foo, bar and baz", "Natural sciences"],
        ),
        ("Agriculture, forestry and fisheries", ["Agriculture, forestry and fisheries"]),
    ],
)
def test_topics_are_split_where_they_end(mapper, cell, topics):
    assert mapper.topics.split(cell) == topics


@pytest.mark.parametrize(
    ("topic", "themes"),
    [
        ("Teaching and learning of foreign languages", ("talen-en-communicatie",)),
        ("TEACHING AND LEARNING OF FOREIGN LANGUAGES ", ("talen-en-communicatie",)),
        ("Teaching and learning foreign languages", ("talen-en-communicatie",)),
        ("Migrants’ issues", ("nieuwkomers-en-okan",)),
        ("Pedagogy and didactics", ("curriculum-en-didactiek", "professionalisering-van-leraren")),
        ("Quality", ()),
        ("Environmental law", ()),
        ("Research and innovation", ()),
    ],
)
def test_topic_means_its_themes_also_when_spelled_a_little_differently(mapper, topic, themes):
    assert mapper.topics.themes(topic) == themes


@pytest.mark.parametrize(
    ("number", "action_type", "programme"),
    [
        ("2019-1-BE02-KA229-999001", "whatever", "ka229"),
        ("2022-1-BE02-KA210-SCH-000999001", "", "ka210-sch"),
        (
            "2021-1-BE02-KA120-ADU-000999001",
            "Erasmus accreditation in adult education",
            "ka120-adu",
        ),
        ("PROJECT-1", "Erasmus accreditation in school education", "ka120-sch"),
        ("PROJECT-1", "Accredited projects for mobility of learners and staff in VET", "ka121-vet"),
        (
            "PROJECT-1",
            "Short-term projects for mobility of learners and staff in adult education",
            "ka122-adu",
        ),
        ("PROJECT-1", "School education staff mobility", "ka101"),
        ("PROJECT-1", "VET learner and staff mobility with VET mobility charter", "ka116"),
        ("2019-1-BE02-KA105-999001", "Youth mobility", "erasmus-plus-2014-2020"),
        ("2023-1-BE05-KA153-YOU-000999001", "Mobility of youth workers", "erasmus-plus-2021-2027"),
        ("999901-LLP-1-2010-1-BE-GRUNDTVIG-GMP", "", "grundtvig"),
        ("999901-LLP-1-2010-1-BE-KA1-KA1SCR", "", "llp-2007-2013"),
        ("999901-EPP-1-2015-1-ES-EPPKA3-PI-FORWARD", "", "ka3-beleidshervorming"),
        ("PROJECT-1", "", ""),
    ],
)
def test_programme_follows_the_number_then_the_action_type(mapper, number, action_type, programme):
    assert mapper.programmes.programme(number, action_type) == programme
