"""The audit package, as Django sees it."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def guard_after_migrating(sender: AppConfig, *, using: str, **kwargs: Any) -> None:
    """Put the guard back: changing a column on SQLite makes the table anew, without triggers."""
    from audit.domain.guarding import guard_log

    guard_log(connections[using])


class AuditConfig(AppConfig):
    """Names the package for Django."""

    name = "audit"
    verbose_name = _("Logboek")

    def ready(self) -> None:
        """Guard the log after every migration."""
        post_migrate.connect(guard_after_migrating, sender=self, dispatch_uid="audit.guard")
