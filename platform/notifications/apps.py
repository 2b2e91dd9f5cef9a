"""The notifications package, as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    """Names the package for Django."""

    name = "notifications"
    verbose_name = _("Berichten")

    def ready(self) -> None:
        """Mail invitations; say what to erase of a person, and what to tidy every hour."""
        from accounts.domain.erasure import register_eraser
        from institutions.spaces import register_postman
        from jobs.domain.tidying import register_tidy_step
        from notifications.domain.erasing import erase_mail
        from notifications.domain.posting import queue_due, tidy_mail
        from notifications.invitations import mail_invitation
        from notifications.words import WORDS
        from ui.codes import register

        register(WORDS)
        register_eraser(erase_mail)
        register_postman(mail_invitation)
        register_tidy_step("notifications.queue_due", queue_due)
        register_tidy_step("notifications.tidy_mail", tidy_mail, _("oude mails gewist"))
