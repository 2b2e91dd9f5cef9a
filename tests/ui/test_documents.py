"""Documents to print: words of people are words, and screen readers can follow."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from typst import TypstError

from ui.documents import pdf

TEMPLATE = """
#import "/documents/page.typ": page
#let data = json(bytes(sys.inputs.data))
#show: page.with(title: data.title, below: "Verankerd")
= #data.title
#for row in data.rows [#row]
"""


@pytest.fixture
def template(settings, tmp_path):
    """A template of this test's own, beside the one that every document uses."""
    shared = Path(settings.ROOT, "templates/documents/page.typ").read_text(encoding="utf-8")
    (tmp_path / "templates/documents").mkdir(parents=True)
    (tmp_path / "templates/documents/page.typ").write_text(shared, encoding="utf-8")
    (tmp_path / "templates/proef.typ").write_text(TEMPLATE, encoding="utf-8")
    settings.ROOT = tmp_path
    return "proef.typ"


def test_a_document_is_an_accessible_pdf(template):
    made = pdf(template, {"title": "Wie komt", "rows": ["Ilse", "Bram"]})

    assert made.startswith(b"%PDF-")
    assert b"pdfuaid:part" in made


@pytest.mark.parametrize(
    "words", ["#panic()", "*vet* _schuin_", '#read("/etc/passwd")', "$x", "= kop", "// weg", "\\"]
)
def test_words_of_people_are_no_markup(template, words):
    assert pdf(template, {"title": words, "rows": [words]}).startswith(b"%PDF-")


def test_a_template_reads_no_file_of_the_machine(settings, template):
    (settings.ROOT / "templates" / template).write_text('#read("../../../../../etc/hostname")')

    with pytest.raises(TypstError):
        pdf(template, {})


def test_no_template_fetches_a_package():
    found = [
        path
        for path in (settings.ROOT / "templates").rglob("*.typ")
        if "@" in path.read_text(encoding="utf-8")
    ]

    assert found == []


@pytest.mark.parametrize("name", ["李小龍", "Ann \U0001f600", "een\x07bel"])
def test_a_name_that_the_fonts_lack_keeps_no_document_away(template, name):
    assert pdf(template, {"title": "Wie komt", "rows": [name]}).startswith(b"%PDF-")
