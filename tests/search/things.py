"""Things of no package, for tests of the index alone: made in memory, found like any other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from search import registry
from search.documents import Place, SearchDocument, Text
from search.domain.indexing import index
from search.finder import IndexFacet, IndexFinder
from search.values import CodeValues, ConceptValues
from tests.search.test_values import TREE, Concept

KIND = "thing"
COLOURS = [("rood", "Rood"), ("groen", "Groen"), ("blauw", "Blauw")]


def thing(key, title, text="", *, day=1, language="nl", codes=(), **facets):
    """A document of our kind."""
    return SearchDocument(
        kind=KIND,
        key=key,
        title=title,
        url=f"/dingen/{key}/",
        texts=(Text(text, Place.LEAD, (language,)),) if text else (),
        codes=codes,
        facets={name: tuple(values) for name, values in facets.items()},
        published=datetime(2026, 1, day, tzinfo=UTC),
        shown=(text,),
    )


class Things(dict):
    """What there is: key to document. ``keep`` and ``drop`` change it and let the index follow."""

    def build(self, keys):
        return [self[key] for key in keys if key in self]

    def keys_after(self, key, most):
        return sorted(one for one in self if one > key)[:most]

    def keep(self, *documents):
        self.update({document.key: document for document in documents})
        return index(KIND, [document.key for document in documents])

    def drop(self, *keys):
        for key in keys:
            self.pop(key)
        return index(KIND, keys)


@contextmanager
def only_things() -> Iterator[Things]:
    """A registry in which things are all that can be found."""
    before = dict(registry._findables)
    things = Things()
    registry._findables.clear()
    registry.register(
        registry.Findable(KIND, "Dingen", things.build, things.keys_after, things.__len__)
    )
    try:
        yield things
    finally:
        registry._findables.clear()
        registry._findables.update(before)


def thing_finder(size=20):
    """Finds things, by theme (a tree) and colour."""
    return IndexFinder(
        kinds=[KIND],
        facets=[
            IndexFacet("thema", "Thema", ConceptValues(TREE)),
            IndexFacet("kleur", "Kleur", CodeValues(COLOURS)),
        ],
        fetch=lambda hits: [hit.key for hit in hits],
        size=size,
    )


__all__ = ["TREE", "Concept", "Things", "only_things", "thing", "thing_finder"]
