"""`manage.py load_site`."""

from typing import Any

from django.core.management.base import BaseCommand

from sitepages.seed import build_site


class Command(BaseCommand):
    """Makes the pages of the site's own; asked twice it changes nothing."""

    help = "Maakt de startpagina, de vaste pagina’s en de wegwijs. Wat er staat, blijft staan."

    def handle(self, *args: Any, **options: Any) -> None:
        """Build, and say how many pages are new."""
        made = build_site().made
        self.stdout.write(f"Vaste pagina’s: {len(made)} nieuw.")
