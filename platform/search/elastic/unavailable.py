"""Why Elasticsearch did not answer."""

from __future__ import annotations


class Unavailable(Exception):
    """It can't be asked now, or its answer can't be used; the text says why, in words for staff."""


class NotAsked(Unavailable):
    """The server is not to blame: its copy is not whole, or the question was not understood."""
