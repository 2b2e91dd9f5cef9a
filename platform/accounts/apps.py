"""The accounts package, as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Names the package for Django."""

    name = "accounts"
    verbose_name = _("Accounts")
