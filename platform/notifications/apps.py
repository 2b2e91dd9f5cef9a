"""The notifications package, as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    """Names the package for Django."""

    name = "notifications"
    verbose_name = _("Berichten")

    def ready(self) -> None:
        """Mail invitations; tell accounts what to erase here."""
        from accounts.domain.erasure import register_eraser
        from institutions.spaces import register_postman
        from notifications.domain.posting import erase_mail
        from notifications.invitations import mail_invitation

        register_eraser(erase_mail)
        register_postman(mail_invitation)
