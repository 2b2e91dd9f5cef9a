"""The accounts package, as Django sees it."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


def confirm_opened_address(sender: Any, *, user: Any, **kwargs: Any) -> None:
    """Take the address as proven when a password was chosen by a mailed link.

    Only for accounts with one address: then the link can have gone nowhere else. So an account
    that somebody else opened is entered with one mail, not two.
    """
    from allauth.account.models import EmailAddress

    from accounts.domain.addresses import confirm_address

    others = EmailAddress.objects.filter(user=user).exclude(email__iexact=user.email)
    if not others.exists():
        confirm_address(user)


class AccountsConfig(AppConfig):
    """Names the package for Django."""

    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        """Listen to allauth, and say what the log says."""
        from allauth.account.signals import password_reset
        from django.contrib.auth.signals import user_logged_in

        from accounts.admin.choosing import guard_choosers
        from accounts.admin.exporting import guard_exports
        from accounts.admin.keeping import shows_text_again
        from accounts.domain.sessions import clear_expired_sessions
        from accounts.entrance import register_keeper
        from accounts.kept import leave_to_who_signed_in
        from accounts.words import WORDS
        from jobs.domain.tidying import register_tidy_step
        from ui.codes import register

        register(WORDS)
        guard_choosers()
        guard_exports()
        register_keeper(shows_text_again)
        register_tidy_step("accounts.clear_expired_sessions", clear_expired_sessions)
        user_logged_in.connect(leave_to_who_signed_in, dispatch_uid="accounts.kept")
        password_reset.connect(confirm_opened_address, dispatch_uid="accounts.opened")
