"""What a colleague can throw away while somebody works on it: a draft, an item, a presenter."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.db.models import Model

if TYPE_CHECKING:
    from django.db.models import QuerySet

Row = TypeVar("Row", bound=Model)


class DeletedMeanwhileError(Exception):
    """A colleague threw it away since it was shown; nothing was written."""


def not_deleted(rows: QuerySet[Row], key: int) -> Row:
    """The one of ``rows`` with this key, as it stands; each verb on what can be deleted asks so.

    Raises:
        DeletedMeanwhileError: there is none any more.
    """
    found = rows.filter(pk=key).first()
    if found is None:
        raise DeletedMeanwhileError
    return found
