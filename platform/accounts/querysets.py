"""Questions about accounts."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import BaseUserManager
from django.db.models import QuerySet

from accounts.enums import Role

if TYPE_CHECKING:
    from accounts.records import User


class UserManager(BaseUserManager["User"]):
    """Makes accounts whose name is an e-mail address."""

    use_in_migrations = True

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find an account by its address, whatever its capitals."""
        return self.get(email__iexact=username)

    def moderators(self) -> "QuerySet[User]":
        """Moderators who can sign in."""
        return self.filter(groups__name=Role.MODERATOR, is_active=True)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make an account; without ``password`` it can only be entered by a link."""
        if not email:
            raise ValueError("An account needs an e-mail address.")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make an administrator's account, with its address taken as proven.

        Whoever can run commands on the server needs no mail to prove an address, and the first
        administrator must get in before mail works.
        """
        from accounts.domain.addresses import confirm_address

        user = self.create_user(email, password, is_staff=True, is_superuser=True, **fields)
        confirm_address(user)
        return user
