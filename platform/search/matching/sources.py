"""What means the same, as vocabularies and moderators have it now."""

from __future__ import annotations

from threading import Lock

from django.db import connection
from django.db.models import CharField, Value
from django.db.models.functions import Cast

from search.matching.synonyms import Synonyms, synonyms_from
from search.records import SynonymGroup
from search.records.synonyms import listed_words
from vocabularies.records import EducationLevel, Term, Theme

LABELS = ("label_nl", "label_en", "label_fr", "label_de")

_held: dict[str, tuple[str, Synonyms]] = {}
_lock = Lock()


def synonyms_at(stamp: str) -> Synonyms:
    """The synonyms in force; read again when ``stamp`` (of the index) tells that they changed."""
    name = str(connection.settings_dict["NAME"])
    with _lock:
        held = _held.get(name)
    if held is not None and held[0] == stamp:
        return held[1]
    fresh = _read()
    with _lock:
        _held[name] = (stamp, fresh)
    return fresh


def forget() -> None:
    """Hold nothing, as a process that just started."""
    with _lock:
        _held.clear()


def _read() -> Synonyms:
    """All names of concepts and all lists of moderators, in one statement."""
    names = [
        model.objects.order_by().values_list(*LABELS, Value("concept"))
        for model in (Theme, EducationLevel, Term)
    ]
    empty = Value("", output_field=CharField())
    kept = SynonymGroup.objects.order_by().values_list(
        Cast("words", CharField()), empty, empty, empty, Value("kept")
    )
    rows = sorted(set(names[0].union(*names[1:], kept)))
    concepts = tuple(tuple(labels) for *labels, origin in rows if origin == "concept")
    lists = tuple(listed_words(words) for words, *_rest, origin in rows if origin == "kept")
    return synonyms_from(concepts, lists)
