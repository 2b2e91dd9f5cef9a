"""``manage.py tidy``: throw away and mend now what the clock does every hour."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from jobs.domain.tidying import left_by, tidy


class Command(BaseCommand):
    """Runs every registered step."""

    help = "Ruimt op wat zijn tijd gehad heeft, en herstelt taken die stilvielen."

    def handle(self, *args: Any, **options: Any) -> None:
        """Tidy and tell."""
        done = tidy()
        for name, count in done.items():
            self.stdout.write(f"{name}: {'mislukt' if count is None else count}")
        for name in left_by(done):
            self.stdout.write(f"mislukt: {name}")
        if None in done.values() or left_by(done):
            raise CommandError("Niet alles is opgeruimd: het logboek zegt waarom.")
