"""Documents of an item: kept once they are checked, and taken away for good."""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from audit.domain.record import record
from forums import permissions
from forums.domain.deleted import not_deleted
from forums.records import AgendaDocument, AgendaItem, Session
from showcase.domain.uploads import kind_of_checked, tidy_name

if TYPE_CHECKING:
    from django.core.files.base import File

    from accounts.records import User

#: More than a meeting reads on one item.
MOST = 10


@transaction.atomic
def add_document(item: AgendaItem, file: File[bytes], *, by: User, title: str) -> AgendaDocument:
    """Keep ``file`` with ``item``, for who may read the session. The same file is kept once.

    Raises:
        PermissionDenied: ``by`` organises no forums.
        DeletedMeanwhileError: the item is off the agenda.
        ValidationError: the file is refused (`showcase.domain.uploads.check_document`), the
            item has enough of them, or there is no title.
    """
    if not permissions.can_organise(by):
        raise PermissionDenied
    kind, digest = kind_of_checked(file), _digest_of(file)
    Session.objects.select_for_update().get(pk=item.session_id)
    not_deleted(AgendaItem.objects.all(), item.pk)
    same = item.documents.filter(digest=digest).first()
    if same is not None:
        return same
    if item.documents.count() >= MOST:
        words = _("Bij dit punt staan al {most} documenten. Haal er eerst een weg.")
        raise ValidationError(words.format(most=MOST))
    file.name = tidy_name(file.name or "")
    document = AgendaDocument(
        item=item,
        title=title.strip(),
        file=file,
        filename=file.name,
        kind=kind,
        size=file.size,
        digest=digest,
        added_by=by,
    )
    document.full_clean()
    document.save()
    record("add_document", document, by=by, item=item.pk)
    return document


@transaction.atomic
def delete_document(document: AgendaDocument, *, by: User) -> None:
    """Take a document away, with its file. Twice changes nothing.

    Raises:
        PermissionDenied: ``by`` organises no forums.
    """
    if not permissions.can_organise(by):
        raise PermissionDenied
    held = AgendaDocument.objects.select_for_update().filter(pk=document.pk).first()
    if held is None:
        return
    record("delete_document", held, by=by, item=held.item_id)
    held.delete()
    transaction.on_commit(partial(held.file.storage.delete, str(held.file.name)))


def _digest_of(file: File[bytes]) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
