"""Django's checks of a password, one sentence at a time."""

from typing import Any

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    NumericPasswordValidator,
    UserAttributeSimilarityValidator,
)
from django.utils.translation import gettext as _


class LongEnoughValidator(MinimumLengthValidator):
    """A password has some length, in words that Django's Dutch catalogue lacks."""

    def get_error_message(self) -> str:
        """What is wrong and how to mend it."""
        return _("Dit wachtwoord is te kort. Neem minstens {least} tekens.").format(
            least=self.min_length
        )


class GoodPasswordValidator:
    """A password is long, unlike its owner and not a common one.

    Says the first thing that is wrong: a short, common number is mended by one better choice, and
    three sentences about it are two too many.
    """

    def __init__(self) -> None:
        self.checks: list[Any] = [
            LongEnoughValidator(),
            UserAttributeSimilarityValidator(),
            NumericPasswordValidator(),
            CommonPasswordValidator(),
        ]

    def validate(self, password: str, user: Any = None) -> None:
        """Raise `ValidationError` for the first check that fails."""
        for check in self.checks:
            check.validate(password, user)

    def get_help_text(self) -> str:
        """What the password has to be."""
        return " ".join(str(check.get_help_text()) for check in self.checks)
