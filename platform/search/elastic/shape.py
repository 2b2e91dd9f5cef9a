"""How an index is called and what it keeps of a document."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings

#: A change in what an index keeps, or how, asks for another one: it stands in every name.
SHAPE = 1
#: How deep one can leaf: further than any address leads.
DEEPEST = 250_000

SETTINGS: dict[str, Any] = {
    "number_of_shards": 1,
    "auto_expand_replicas": "0-1",
    "refresh_interval": "1s",
    "max_result_window": DEEPEST,
}

_TERMS = {"type": "keyword", "doc_values": False}
MAPPINGS: dict[str, Any] = {
    "dynamic": "strict",
    "dynamic_templates": [{"facets": {"path_match": "facets.*", "mapping": {"type": "keyword"}}}],
    # What is shown is read from the database.
    "_source": {"enabled": False},
    "properties": {
        "slot": {"type": "integer"},
        "kind": {"type": "keyword"},
        "key": {"type": "long"},
        "digest": {"type": "keyword", "index": False},
        "published": {"type": "long"},
        "title": {"type": "keyword", "index": False},
        "levels": _TERMS,
        "said": _TERMS,
        "holds": _TERMS,
        "stream": {"type": "text", "analyzer": "whitespace", "norms": False},
        "facets": {"type": "object", "dynamic": True},
    },
}


def asked_name(generation: str) -> str:
    """The name under which a whole copy of a shelf's filling is asked.

    Only a copy by these rules, of this filling, that is whole, has it: no other can be asked.
    """
    return f"{settings.ELASTICSEARCH_PREFIX}-{SHAPE}-{generation or '0'}"


def index_name(generation: str, token: str) -> str:
    """The name of an index itself."""
    return f"{asked_name(generation)}-{token}"


def written_name(index: str) -> str:
    """The name under which an index is written to; never made by writing."""
    return f"{index}.write"


def is_ours(index: str) -> bool:
    """Whether an index was made by this site, by whatever version of it."""
    prefix = re.escape(settings.ELASTICSEARCH_PREFIX)
    return re.fullmatch(rf"{prefix}-[0-9]+-[0-9a-z]+-[0-9a-f]+", index) is not None
