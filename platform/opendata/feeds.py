"""A selection as an Atom feed: what a finder finds, the newest first."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed

from opendata.answers import records
from opendata.conditional import conditional
from opendata.registry import Dataset
from opendata.schemas import LICENCE
from search.ordering import NEWEST
from search.parameters import read_query

#: Entries in a feed.
MOST = 50
#: When a feed without entries was changed: always the same, so that it stays the same feed.
NEVER = datetime(2016, 1, 1, tzinfo=UTC)


class _Feed(Atom1Feed):
    def latest_post_date(self) -> datetime:
        """When anything in it last changed: the same selection gives the same feed."""
        moments = [item["updateddate"] for item in self.items]
        return max(moments, default=NEVER)


_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def _said(words: str) -> str:
    """``words`` less the signs that no XML can hold."""
    return _NOT_IN_XML.sub("", words)


def feed(
    request: HttpRequest,
    dataset: Dataset,
    *,
    title: str,
    page: str,
    text: Callable[[dict[str, Any]], str],
) -> HttpResponse:
    """The selection that the address asks, as a feed of what was published last.

    ``page`` is the address of its finder, ``text`` what a feed shows of a record. What the finder
    does not know is left out, as on its page; order and page are those of a feed.
    """
    finder = dataset.finder()
    finder.size = MOST
    asked = replace(read_query(request.GET, finder.shape), order=NEWEST, page=1)
    found = finder.find(asked)
    absolute = request.build_absolute_uri
    query = replace(found.query, order=found.query.default_order)
    made = _Feed(
        title=title,
        link=absolute(query.address(page)),
        description="",
        language="nl",
        feed_url=absolute(query.address(request.path)),
        feed_guid=absolute(query.address(request.path)),
        feed_copyright=LICENCE,
        author_name="Verankerd",
    )
    for one in records(dataset, list(found.page.object_list), absolute):
        made.add_item(
            title=_said(one["title"]),
            link=one["url"],
            unique_id=one["url"],
            description=_said(text(one)),
            author_name=one["school"]["title"],
            pubdate=one["published_at"],
            updateddate=one["updated_at"],
            categories=[concept["label"] for concept in one["themes"]],
            item_copyright=one["licence"],
        )
    written = made.writeString("utf-8")
    answer = HttpResponse(written, content_type="application/atom+xml; charset=utf-8")
    return conditional(request, answer)
