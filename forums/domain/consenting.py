"""Who opens an item takes the consent to be named back: by a mailed link, or signed in."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from accounts.records import User
from audit.domain.record import record
from forums.domain.deleted import not_deleted
from forums.records import AgendaVersion, Presenter, PublishedPresenter, Session
from notifications.mail import send

#: What a mail says of a presenter.
SHOWN = ("item__session", "user")

_signer = Signer(salt="forums.presenter", sep=".")


def sign(presenter: Presenter) -> str:
    """What opens the page of a presenter: who has it needs no account."""
    return _signer.sign(str(presenter.pk))


def presenter_at(signed: str) -> Presenter | None:
    """The presenter that an address is of, with session and forum; none whose name is erased."""
    try:
        key = int(_signer.unsign(signed))
    except (BadSignature, ValueError):
        return None
    found: Presenter | None = (
        Presenter.objects.exclude(name="")
        .filter(pk=key)
        .select_related("item__session__forum", "user")
        .first()
    )
    return found


def tell_who_is_named(version: AgendaVersion) -> None:
    """Mail each person whose name this version of an agenda makes public: who stood in an earlier
    one was told then, or when the consent was noted (`tell_named`).

    Their rows are locked: a consent that is noted at this moment is told here or there, once.
    """
    told = PublishedPresenter.objects.filter(
        presenter=OuterRef("pk"), item__version__number__lt=version.number
    )
    rows = Presenter.objects.filter(~Exists(told), item__session=version.session_id)
    rows = rows.filter(_stands_published())
    for one in rows.select_for_update(of=("self",)).select_related(*SHOWN).order_by("pk"):
        _tell(one)


def who_is_named(session: Session) -> list[Presenter]:
    """Whom `tell_who_is_named` would mail of a version that is published now, by their rows."""
    rows = Presenter.objects.filter(~_stands_published(), item__session=session)
    return [one for one in rows.select_related("user").order_by("pk") if _is_to_hear(one)]


def tell_named(presenter: Presenter) -> None:
    """Mail a person whose name is public from now on, with the way to take that back.

    Nothing to who has no address, is not named, or stands on no agenda that was published.
    """
    rows = Presenter.objects.filter(_stands_published(), pk=presenter.pk)
    found = rows.select_related(*SHOWN).first()
    if found is not None:
        _tell(found)


def _stands_published() -> Exists:
    return Exists(PublishedPresenter.objects.filter(presenter=OuterRef("pk")))


def _is_to_hear(presenter: Presenter) -> bool:
    return bool(presenter.address and presenter.public_name)


def _tell(presenter: Presenter) -> None:
    if not _is_to_hear(presenter):
        return
    session = presenter.item.session
    context = {
        "presenter": presenter,
        "item": presenter.item,
        "session": session,
        "path": reverse("presenter", args=[sign(presenter)]),
    }
    send("forums/mail/presenter_named", presenter.user or presenter.email, context)


@transaction.atomic
def withdraw_consent(presenter: Presenter, *, by: User | None) -> Presenter:
    """Take a name off every page at once, on the word of the person: signed in (``by``), or by the
    link that was mailed to them (None). The institution stays. Twice changes nothing. By the link
    nobody signed in: the log then names no actor, and the account of the person in its detail.

    Raises:
        DeletedMeanwhileError: it is off every page, as an organiser took the person off the item.
        PermissionDenied: ``by`` is somebody else.
    """
    rows = Presenter.objects.select_for_update(of=("self",)).select_related("user")
    held = not_deleted(rows, presenter.pk)
    if by is not None and held.user_id != by.pk:
        raise PermissionDenied
    if held.named_until is None:
        return held
    held.named_until = held.consented_at = None
    held.withdrawn_at = timezone.now()
    held.save(update_fields=["named_until", "consented_at", "withdrawn_at"])
    of_account = {"user": held.user_id} if by is None and held.user_id is not None else {}
    record("withdraw_presenter_consent", held, by=by, item=held.item_id, **of_account)
    return held
