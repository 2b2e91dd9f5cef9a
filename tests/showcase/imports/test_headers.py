"""The first row in every spelling the exports have had."""

from showcase.eplus.headers import read_layout
from tests.showcase.imports.exports import COLUMNS


def test_layout_of_a_full_export_names_every_column():
    layout = read_layout(COLUMNS)

    assert layout.width == 622
    assert layout.recognised == 622
    assert set(layout.columns) == {
        "programme",
        "key_action",
        "action_type",
        "call_year",
        "number",
        "title",
        "topics",
        "summary",
        "status",
        "grant",
        "is_good_practice",
        "is_success_story",
        "website",
        "results_available",
        "card_url",
        "countries",
    }
    assert layout.coordinator == {
        "name": 16,
        "type": 17,
        "address": 18,
        "region": 19,
        "country": 20,
        "website": 21,
    }
    assert set(layout.partners) == set(range(1, 101))
    assert layout.partners[2]["country"] == 22 + 6 + 4


def test_layout_knows_older_spellings():
    header = [
        "Programme Funding",
        "Sub-programme",
        "Action",
        "Start date",
        "End date",
        "Project Number",
        "External Reference",
        "Project Title",
        "Coordinator's name",
        "Coordinator organisation type",
        "Coordinator’s Country",
        "Partner 1 name",
        "Partner 1 type",
    ]

    layout = read_layout(header)

    assert layout.columns == {
        "programme": 0,
        "sub_programme": 1,
        "action_type": 2,
        "start_date": 3,
        "end_date": 4,
        "number": 5,
        "external_reference": 6,
        "title": 7,
    }
    assert layout.coordinator == {"name": 8, "type": 9, "country": 10}
    assert layout.partners == {1: {"name": 11, "type": 12}}


def test_layout_knows_newer_spellings():
    header = [
        "Funding Year",
        "PROJECT IDENTIFIER ",
        "Project title",
        "Project or Accreditation Status",
        "Participating Countries",
        "Coordinating Organization Name",
        "Coordinating organisation country",
        "Project Start Date",
        "Project End Date",
        "Valor project card",
    ]

    layout = read_layout(header)

    assert set(layout.columns) == {
        "call_year",
        "number",
        "title",
        "status",
        "countries",
        "start_date",
        "end_date",
        "card_url",
    }
    assert set(layout.coordinator) == {"name", "country"}


def test_layout_takes_the_first_of_two_columns_with_one_meaning():
    assert read_layout(["Project Title", "Title", "Project Identifier"]).columns["title"] == 0


def test_layout_without_number_or_title_is_no_export():
    assert not read_layout(["Naam", "Adres"]).is_export
    assert not read_layout(["Project Title"]).is_export
