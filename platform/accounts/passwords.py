"""Django's check of a password's length, in words that its Dutch catalogue lacks."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _


class LongEnoughValidator(MinimumLengthValidator):
    """A password has some length."""

    def get_error_message(self) -> str:
        """What is wrong and how to mend it."""
        return _("Dit wachtwoord is te kort. Neem minstens {least} tekens.").format(
            least=self.min_length
        )
