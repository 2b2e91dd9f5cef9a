"""How allauth behaves here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.utils.translation import gettext_lazy as _


class AccountAdapter(DefaultAccountAdapter):
    """Dutch words where allauth's own say little, and links that need no ``sites`` app."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Dit account is afgesloten."),
        "email_password_mismatch": _(
            "Dit e-mailadres en wachtwoord horen niet bij elkaar. Kijk ze na, of kies een nieuw "
            "wachtwoord."
        ),
        "email_taken": _("Er is al een account met dit e-mailadres."),
        "too_many_login_attempts": _(
            "Er is te vaak geprobeerd om je aan te melden. Wacht vijf minuten en probeer opnieuw."
        ),
        "incorrect_password": _("Dit wachtwoord klopt niet."),
        "enter_current_password": _("Dit is niet je huidige wachtwoord."),
        "rate_limited": _("Dit ging te snel na elkaar. Wacht een minuut en probeer opnieuw."),
    }

    def is_open_for_signup(self, request: Any) -> bool:
        """Never: a mailed link opens an account. `/toegang/` says how one gets it."""
        return False
