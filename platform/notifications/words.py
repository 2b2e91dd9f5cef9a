"""The words for what the log says of mail."""

from django.utils.translation import gettext_lazy as _

WORDS = {"retry_mail": _("verstuurde een mail opnieuw")}
