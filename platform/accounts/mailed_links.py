"""A link that was mailed to somebody: made, found, seen, used once, forgotten.

Invitations, guests of a draft and claims are rows of this shape. The token stands in the mail
only; the row keeps its digest, so that who reads the database can open nothing. The packages
above say what using a link means; what makes a link trustworthy stands here.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import Any, Self, TypeVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.domain.addresses import has_confirmed
from accounts.records import User

Link = TypeVar("Link", bound="MailedLink")


class MailedLink(models.Model):
    """An address, the digest of what was mailed to it, and until when that works."""

    email = models.EmailField(_("e-mailadres"), max_length=254)
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField(_("geldig tot"))
    opened_at = models.DateTimeField(_("geopend op"), null=True, blank=True)

    class Meta:
        abstract = True

    def is_for(self, user: User) -> bool:
        """Whether it was mailed to an address of this account."""
        return user.email.lower() == self.email.lower() or has_confirmed(user, self.email)

    def renew(self, validity: timedelta) -> str:
        """Give it a new token and a new term, unsaved; the older token is worth nothing then."""
        token = secrets.token_urlsafe(32)
        self.token_digest = digest_of(token)
        self.expires_at = timezone.now() + validity
        self.opened_at = None
        return token

    def note_opening(self) -> Self:
        """Write when it was first followed; it stays as good as it was."""
        now = timezone.now()
        if self._rows().filter(pk=self.pk, opened_at=None).update(opened_at=now):
            self.opened_at = now
        return self

    def use_once(self, links: models.QuerySet[Any], **spent: Any) -> bool:
        """Write ``spent`` on it if it is still among ``links``, the open ones.

        One statement: of two clicks one finds it open, and the other finds it used.
        """
        used = links.filter(pk=self.pk, expires_at__gt=timezone.now()).update(**spent)
        self.refresh_from_db()
        return bool(used)

    def _rows(self) -> models.QuerySet[Any]:
        return type(self)._default_manager.all()


def digest_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def find_link(kind: type[Link], links: models.QuerySet[Any], token: str) -> Link | None:
    """The row of ``kind`` among ``links`` that ``token`` belongs to."""
    found = links.filter(token_digest=digest_of(token)).first()
    return found if isinstance(found, kind) else None


def addressed_to(addresses: list[str]) -> models.Q:
    """Links to any of these addresses; of a person, all of theirs."""
    found = models.Q(pk__in=[])
    for address in addresses:
        found |= models.Q(email__iexact=address)
    return found


def forget_links(links: models.QuerySet[Any], *, after: timedelta) -> int:
    """Delete those whose term ended longer ago than ``after``: they hold an address."""
    return links.filter(expires_at__lt=timezone.now() - after).delete()[0]
