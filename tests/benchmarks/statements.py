"""The finder by hand: the SQL that somebody would write for one page, and nothing around it.

Twenty hits with their school, the total, and six facets that respect the question: what the site
gives, less its words, its trees and its rule that a facet ignores its own choice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

Run = Callable[[str, Sequence[Any]], list[Any]]

HITS = """
    SELECT w.title, w.url_path, p.summary, i.name FROM showcase_projectpage p
    JOIN wagtailcore_page w ON w.id = p.page_ptr_id
    JOIN institutions_institution i ON i.id = p.institution_id
    WHERE w.live AND p.page_ptr_id IN ({found})
    ORDER BY w.first_published_at DESC, w.id DESC LIMIT 20"""
TOTAL = """
    SELECT count(*) FROM showcase_projectpage p JOIN wagtailcore_page w ON w.id = p.page_ptr_id
    WHERE w.live AND p.page_ptr_id IN ({found})"""
FACETS = (
    "SELECT tag_id, count(*) FROM showcase_projecttheme"
    " WHERE content_object_id IN ({found}) GROUP BY 1",
    "SELECT tag_id, count(*) FROM showcase_projectlevel"
    " WHERE content_object_id IN ({found}) GROUP BY 1",
    "SELECT term_id, count(*) FROM showcase_projectpage_forms"
    " WHERE projectpage_id IN ({found}) GROUP BY 1",
    "SELECT country_id, count(DISTINCT project_id) FROM showcase_partner"
    " WHERE project_id IN ({found}) GROUP BY 1",
    "SELECT programme_id, count(*) FROM showcase_projectpage"
    " WHERE page_ptr_id IN ({found}) GROUP BY 1",
    "SELECT institution_id, count(*) FROM showcase_projectpage"
    " WHERE page_ptr_id IN ({found}) GROUP BY 1",
)


@dataclass(frozen=True)
class ByHand:
    """What is found, as a subquery with its parameters."""

    found: str
    parameters: tuple[Any, ...]

    def ask(self, run: Run) -> int:
        """Ask everything that a page needs; returns the total."""
        run(HITS.format(found=self.found), self.parameters)
        [(total,)] = run(TOTAL.format(found=self.found), self.parameters)
        for facet in FACETS:
            run(facet.format(found=self.found), self.parameters)
        return int(total)


def about_theme(slug: str) -> ByHand:
    """The projects about a theme."""
    return ByHand(
        "SELECT t.content_object_id FROM showcase_projecttheme t"
        " JOIN vocabularies_theme v ON v.id = t.tag_id WHERE v.slug = {mark}",
        (slug,),
    )


def with_word(term: str, shelf: str, *, vendor: str) -> ByHand:
    """The projects with a word, by the full-text index of the database."""
    documents, terms = f"search_document{shelf}", f"search_terms_{shelf}"
    if vendor == "sqlite":
        matched = f"SELECT rowid FROM {terms} WHERE {terms} MATCH {{mark}}"
        asked = f'"{term}" *'
    else:
        matched = f"SELECT slot FROM {terms} WHERE terms @@ {{mark}}::tsquery"
        asked = f"'{term}':*"
    return ByHand(
        f"SELECT key FROM {documents} WHERE kind = 'project' AND NOT gone AND slot IN ({matched})",
        (asked,),
    )
