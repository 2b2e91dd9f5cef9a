"""Many made-up projects, to see how the platform does when it is full."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from search.domain.analysing import cores
from search.domain.rebuilding import rebuild
from showcase.generating.loading import generate_projects

MOST = 1_000_000


class Command(BaseCommand):
    """Add published projects of made-up schools, in four languages; refuses in production."""

    help = "Maak veel fictieve projecten, om te meten. Alleen op een eigen machine."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many, which series, and whether the search index is made anew."""
        parser.add_argument("--count", type=int, required=True, help="hoeveel projecten")
        parser.add_argument("--seed", type=int, default=1, help="dezelfde reeks geeft hetzelfde")
        parser.add_argument(
            "--no-index", action="store_true", help="laat de zoekindex zoals hij is"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Generate, then rebuild the index, and tell how fast it went."""
        if not getattr(settings, "DEMO_ACCOUNTS", False):
            raise CommandError("Deze instellingen laten geen fictieve projecten toe.")
        if not 1 <= options["count"] <= MOST:
            raise CommandError(f"Vraag 1 tot {MOST} projecten.")
        started = time.monotonic()
        try:
            made = generate_projects(options["count"], seed=options["seed"], tell=self._tell)
        except (LookupError, ValueError) as refused:
            raise CommandError(str(refused)) from refused
        seconds = max(time.monotonic() - started, 0.001)
        self.stdout.write(f"{made} projecten in {seconds:.1f} s: {made / seconds:.0f} per seconde.")
        if not options["no_index"]:
            started = time.monotonic()
            count = rebuild(tell=self._tell, processes=cores())
            seconds = time.monotonic() - started
            self.stdout.write(f"De zoekindex: {count} documenten in {seconds:.1f} s.")

    def _tell(self, done: int, total: int) -> None:
        if done == total or done % 5_000 < 500:
            self.stderr.write(f"{done} van {total}")
