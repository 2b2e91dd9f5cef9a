"""The site's own texts as plain files."""

import pytest

from sitepages.domain.writing import (
    CONTENT,
    UnreadableTextError,
    parse_body,
    read_folder,
    read_text,
)
from vocabularies.domain.files import read_concepts


def test_body_becomes_blocks():
    body = parse_body(
        "Een **vet** woord,\nover twee regels.\n\nNog een alinea met [een link](/over/).\n\n"
        "## Titel\n\n- één\n- twee,\n  en verder\n\n> Let op | Dit & dat.\n\n"
        "=> EPOS | https://www.epos-vlaanderen.be | Het agentschap."
    )

    assert body == [
        (
            "text",
            "<p>Een <b>vet</b> woord, over twee regels.</p>"
            '<p>Nog een alinea met <a href="/over/">een link</a>.</p>',
        ),
        ("heading", "Titel"),
        ("list", ["<p>één</p>", "<p>twee, en verder</p>"]),
        ("note", {"title": "Let op", "text": "<p>Dit &amp; dat.</p>"}),
        (
            "link",
            {
                "label": "EPOS",
                "url": "https://www.epos-vlaanderen.be",
                "explanation": "Het agentschap.",
            },
        ),
    ]


@pytest.mark.parametrize("written", ["title: Zonder streep\n", "zonder waarde\n---\ntekst"])
def test_file_that_is_not_well_written_is_refused(tmp_path, written):
    path = tmp_path / "stuk.txt"
    path.write_text(written, encoding="utf-8")

    with pytest.raises(UnreadableTextError):
        read_text(path)


def test_guide_texts_name_only_what_the_vocabularies_know():
    lists = {"themes": "themes", "levels": "education_levels", "programmes": "programmes"}
    known = {
        name: {concept["slug"] for concept in read_concepts(file)} for name, file in lists.items()
    }

    unknown = {
        (text.slug, slug)
        for text in read_folder("wegwijs")
        for name in lists
        for slug in text.listed(name)
        if slug not in known[name]
    }

    assert unknown == set()


def test_summaries_fit_beside_a_project():
    assert {
        text.slug for text in read_folder("wegwijs") if len(text.head["summary"]) > 300
    } == set()


def test_links_within_the_site_are_to_places_that_exist():
    addresses = {
        value["url"]
        for folder in ("pages", "wegwijs")
        for text in read_folder(folder)
        for kind, value in text.body
        if kind == "link" and value["url"].startswith("/")
    }

    assert addresses == {"/mijn/", "/wegwijs/", "/account/", "/toegang/"}
    assert (CONTENT / "wegwijs.txt").exists()
