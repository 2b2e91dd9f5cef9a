"""Whatever somebody puts in the address of a finder: an answer, quickly, and whole HTML."""

from __future__ import annotations

import pytest

from tests.markup import markup_problems
from tests.sharing import made_once
from tests.showcase.factories import make_published, make_school, make_school_page, make_theme

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.both]

PAGES = (
    "/projecten/",
    "/conclusies/",
    "/zoeken/",
    "/zoeken/?soort=result",
    "/projecten/export.csv",
)
QUESTIONS = {
    "letters": {"q": "a" * 10_000},
    "words": {"q": " ".join(f"woord{number}" for number in range(2_000))},
    "fts": {"q": "\"open OR NEAR(a b, 5) AND title:lezen* NOT ^x -- '; DROP TABLE x"},
    "lucene": {"q": "+(lezen || title:x~2)^9 && [a TO z] {!lucene} *:* \\ / ? ~"},
    "emoji": {"q": "👩‍👩‍👧 📚 le👀zen"},
    "right-to-left": {"q": "\u202eneզel\u202c العربية עברית"},
    "null": {"q": "le\x00zen", "thema": "a\x00b", "sorteer": "\x00", "soort": "\x00"},
    "values": {"thema": [f"t{number}" for number in range(500)], "q": "lezen"},
    "page": {"pagina": "1000000000", "q": "lezen"},
    "negative": {"pagina": "-7", "jaar": ["٢٠٢٤", "1e9"]},
    "quotes": {"q": '"' * 999},
    "minus": {"q": '- -- -"" -lezen'},
    "surrogate": {"q": "\ud800".encode("utf-8", "surrogatepass")},
}


@made_once
def content():
    page = make_school_page(make_school("De Brug"))
    return make_published(page, title="Lezen", themes=[make_theme("talen")])


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("name", QUESTIONS)
def test_an_answer_comes_within_bounds(client, content, path, name, django_assert_max_num_queries):
    with django_assert_max_num_queries(25):
        response = client.get(path, QUESTIONS[name])
        text = b"".join(response).decode()

    assert response.status_code == 200
    assert len(text) < 150_000
    if response["Content-Type"].startswith("text/html"):
        assert markup_problems(text) == []
