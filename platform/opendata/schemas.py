"""What answers look like. A record has exactly the fields of its schema: nothing else goes out."""

from __future__ import annotations

from typing import Any

from ninja import Field, Schema

#: The licence of what schools and forums write here. A file or link of a result has its own.
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
#: The licence of the vocabularies.
FREE = "https://creativecommons.org/publicdomain/zero/1.0/"


class Concept(Schema):
    """A theme, level or term: its permanent slug and its Dutch name."""

    slug: str
    label: str


class Code(Schema):
    """A value of a fixed list: its permanent code and its Dutch name."""

    code: str
    label: str


class Reference(Schema):
    """Another record: its id, what it is called, and where it is read."""

    id: int | str
    title: str
    url: str | None = Field(None, description="The page of the site; none where there is no page.")


class Record(Schema):
    """What every record has."""

    id: int | str = Field(description="Permanent; also the last part of its address here.")
    url: str = Field(description="Its page on the site.")
    api_url: str = Field(description="Its own address here.")
    title: str
    slug: str
    licence: str = Field(description="The licence of this record.")
    attribution: str = Field(description="Whom to name when you use it.")


class FacetValue(Schema):
    """A value of a filter, and how many records have it with every other filter applied."""

    value: str
    label: str
    count: int
    chosen: bool
    narrower: list[FacetValue] = []


class Listing(Schema):
    """One page of an answer. Each dataset has its own, with its own records."""

    count: int = Field(description="How many there are on all pages.")
    next: str | None
    previous: str | None
    results: list[Any]
    facets: dict[str, list[FacetValue]]


class Fault(Schema):
    """A parameter that was not understood."""

    name: str
    value: str
    detail: str


class Problem(Schema):
    """Why there is no answer (RFC 9457, ``application/problem+json``)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[Fault] = []


class Tombstone(Problem):
    """What stands in the place of what was online and was taken away: when, and why."""

    url: str
    withdrawn_on: str | None = None
    reason: str = ""
