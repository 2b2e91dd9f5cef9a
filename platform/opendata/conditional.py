"""Telling a reader who has an answer already that it is still the same: 304."""

from __future__ import annotations

import hashlib

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response


def conditional(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """``response`` with its ``ETag``, or 304 when the reader has this very one.

    The mark follows from what is answered, so it never says that something is the same which is
    not.
    """
    kind = response.headers["Content-Type"].encode()
    etag = f'"{hashlib.blake2b(kind + response.content, digest_size=16).hexdigest()}"'
    response.headers["ETag"] = etag
    response.headers.setdefault("Cache-Control", "public, no-cache")
    return get_conditional_response(request, etag=etag, response=response) or response
