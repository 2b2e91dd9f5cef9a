"""`manage.py load_vocabularies`."""

from typing import Any

from django.core.management.base import BaseCommand

from vocabularies.domain.loading import load_vocabularies


class Command(BaseCommand):
    """Loads the vocabularies; asked twice it changes nothing."""

    help = "Laadt de woordenlijsten uit hun bestanden. Wat een moderator wijzigde, blijft staan."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say in one line what changed."""
        report = load_vocabularies()
        self.stdout.write(
            f"Woordenlijsten: {report.created} nieuw, {report.updated} bijgewerkt, "
            f"{report.unchanged} ongewijzigd."
        )
        if report.kept:
            self.stdout.write("Zelf gewijzigd, dus niet overschreven: " + ", ".join(report.kept))
        for concept in report.clashing:
            self.stderr.write(f"{concept}: er is al een andere term met deze naam.")
