"""The index as the database keeps it."""

from search.records.copies import Copy
from search.records.documents import DocumentA, DocumentB, KnownWord, ShelvedDocument
from search.records.shelves import LIVE, Change, IndexState, Shelf, ShelfName
from search.records.synonyms import SynonymGroup

__all__ = [
    "LIVE",
    "Change",
    "Copy",
    "DocumentA",
    "DocumentB",
    "IndexState",
    "KnownWord",
    "Shelf",
    "ShelfName",
    "ShelvedDocument",
    "SynonymGroup",
]
