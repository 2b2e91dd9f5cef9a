"""Erasing a person."""

from collections.abc import Callable

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.admin.models import EditingSession, FormState
from wagtail.models import Comment, CommentReply, ModelLogEntry, PageSubscription, UploadedFile
from wagtail.users.models import UserProfile

from accounts.domain.roles import keep_an_administrator
from accounts.domain.sessions import erase_sessions_of
from accounts.permissions import can_change_account, is_administrator
from accounts.records import User
from audit.domain.record import record

Eraser = Callable[[User, list[str]], None]
_erasers: list[Eraser] = []


def register_eraser(eraser: Eraser) -> Eraser:
    """Have ``eraser(user, addresses)`` called in the transaction that erases a person.

    A package above registers one for the personal data that it keeps, from its ``ready()``. It
    gets the account, still named, and every address the person had.
    """
    if eraser not in _erasers:
        _erasers.append(eraser)
    return eraser


@transaction.atomic
def erase_account(user: User, *, by: User) -> None:
    """Take away everything that tells who ``user`` was; what they did keeps its place.

    The row stays, nameless and shut, because contributions, revisions and the log point to it.
    Erasing twice changes nothing.

    Raises:
        PermissionDenied: ``by`` is neither the person nor an administrator.
        LastAdministratorError: nobody else could administer the platform.
    """
    if not can_change_account(by, user):
        raise PermissionDenied
    if user.is_erased:
        return
    if is_administrator(user):
        keep_an_administrator(besides=user)
    addresses = _addresses_of(user)
    for eraser in _erasers:
        eraser(user, addresses)
    _erase_sign_in(user, addresses)
    _erase_admin_traces(user)
    _empty_account(user)
    record("erase_account", user, by=by)


def _addresses_of(user: User) -> list[str]:
    known = set(EmailAddress.objects.filter(user=user).values_list("email", flat=True))
    return sorted({address.lower() for address in known | {user.email}})


def _erase_sign_in(user: User, addresses: list[str]) -> None:
    erase_sessions_of(user, addresses)
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    user.groups.clear()
    user.user_permissions.clear()


def _erase_admin_traces(user: User) -> None:
    """Wagtail keeps names as text in its log of accounts, words in comments, a face as a file."""
    of_accounts = ContentType.objects.get_for_model(User)
    ModelLogEntry.objects.filter(content_type=of_accounts, object_id=str(user.pk)).update(
        label="", data={}
    )
    CommentReply.objects.filter(user=user).delete()
    Comment.objects.filter(user=user).delete()
    PageSubscription.objects.filter(user=user).delete()
    EditingSession.objects.filter(user=user).delete()
    FormState.objects.filter(user=user).delete()
    for upload in UploadedFile.objects.filter(uploaded_by_user=user):
        upload.file.delete(save=False)
        upload.delete()
    for profile in UserProfile.objects.filter(user=user):
        if profile.avatar:
            profile.avatar.delete(save=False)
        profile.delete()


def _empty_account(user: User) -> None:
    user.email = user.erased_address
    user.first_name = user.last_name = ""
    user.is_active = user.is_staff = user.is_superuser = False
    user.last_login = None
    user.set_unusable_password()
    user.save()
    user.forget_roles()
