"""Fill a machine of one's own with fictional content."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from search.domain.rebuilding import rebuild
from search.domain.status import needs_rebuild
from showcase.demo.loading import load_demo


class Command(BaseCommand):
    """Make the demo's schools, people and projects, on the vocabularies and the fixed pages.

    Those are loaded here too: each process takes seconds to start. Asked twice it changes nothing.
    """

    help = "Laad fictieve voorbeelden en demo-accounts. Alleen op een eigen machine."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, or refuse where demo accounts would be a way in."""
        if not getattr(settings, "DEMO_ACCOUNTS", False):
            raise CommandError("Deze instellingen laten geen demo-accounts toe.")
        for below in ("load_vocabularies", "load_site"):
            call_command(below, stdout=self.stdout)
        loaded = load_demo()
        if needs_rebuild():
            rebuild()
        self.stdout.write(f"Voorbeelden: {loaded.made} gemaakt, {loaded.present} waren er al.")
