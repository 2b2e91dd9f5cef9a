"""Reading a question from an address that anybody may have written."""

from __future__ import annotations

from django.http import QueryDict

from search.contract import FinderQuery, Shape, Unread
from search.words import printable, split_words

MAX_TEXT = 200
MAX_WORDS = 20
MAX_VALUES = 30
MAX_VALUE = 100
MAX_PAGE = 10_000


def read_query(params: QueryDict, shape: Shape) -> FinderQuery:
    """The question in ``params``, within bounds. What it does not know, it leaves out and names.

    Parameters that no finder has are none of its business. Whether a value exists is for the
    finder to say, which knows its lists.
    """
    unread: list[Unread] = []
    words = split_words(_cut(params.get("q", "")))
    unread += [Unread("q", word) for word in words[MAX_WORDS:]]
    return FinderQuery(
        words=tuple(words[:MAX_WORDS]),
        chosen={name: _values(params, name, unread) for name in shape.filters},
        order=_order(params, shape, bool(words), unread),
        page=_page(params.get("pagina", "")),
        plain_order=shape.orders[0],
        words_order=shape.for_words,
        unread=tuple(unread),
    )


def _cut(text: str) -> str:
    """As many whole words as there is room for."""
    if len(text) <= MAX_TEXT:
        return text
    kept = text[:MAX_TEXT]
    begun = not kept[-1].isspace() and not text[MAX_TEXT].isspace()
    words = kept.split()
    return kept[: -len(words[-1])] if begun and len(words) > 1 else kept


def _values(params: QueryDict, name: str, unread: list[Unread]) -> tuple[str, ...]:
    listed = [printable(value) for value in params.getlist(name)[:MAX_VALUES]]
    given = dict.fromkeys(value for value in listed if value)
    unread += [Unread(name, value[:MAX_VALUE]) for value in given if len(value) > MAX_VALUE]
    return tuple(value for value in given if len(value) <= MAX_VALUE)


def _order(params: QueryDict, shape: Shape, has_words: bool, unread: list[Unread]) -> str:
    order = params.get("sorteer", "")
    if order in shape.orders or (has_words and order and order == shape.for_words):
        return order
    if order and order != shape.for_words:
        unread.append(Unread("sorteer", printable(order[:MAX_VALUE])))
    return (shape.for_words if has_words else "") or shape.orders[0]


def _page(text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        return 1
    return min(max(1, int(text[:6])), MAX_PAGE)
