"""``./run manage search rebuild | status | verify``."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.domain.analysing import cores
from search.domain.rebuilding import RebuildTakenOverError, RebuildUnderWayError, rebuild
from search.domain.status import CopyStatus, needs_rebuild, status
from search.domain.verifying import verify
from search.domain.verifying_copy import verify_copy
from search.elastic.connection import is_chosen
from search.elastic.unavailable import Unavailable


class Command(BaseCommand):
    """Makes the search index anew, says what it holds, or compares it with the content."""

    help = (
        "De zoekindex: rebuild bouwt hem opnieuw, status toont hem, verify vergelijkt en herstelt."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What is to be done."""
        parser.add_argument("act", choices=["rebuild", "status", "verify"])
        parser.add_argument(
            "--if-needed", action="store_true", help="bouw alleen op wat ontbreekt of verouderd is"
        )
        parser.add_argument("--only-compare", action="store_true", help="herstel niets")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it."""
        if options["act"] == "rebuild":
            self._rebuild(only_if_needed=options["if_needed"])
        elif options["act"] == "verify":
            self._verify(mend=not options["only_compare"])
        else:
            self._status()

    def _rebuild(self, *, only_if_needed: bool) -> None:
        if only_if_needed and not needs_rebuild():
            self.stdout.write("De index is bij.")
            return
        try:
            made = rebuild(tell=self._tell, processes=cores())
        except (RebuildUnderWayError, RebuildTakenOverError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Klaar: {made} documenten.")

    def _tell(self, done: int, total: int) -> None:
        self.stdout.write(f"{done} van {total}")

    def _verify(self, *, mend: bool) -> None:
        found = verify(mend=mend)
        in_copy = self._verify_copy(mend=mend) if is_chosen() else 0
        for words, sets in (
            ("ontbreekt", found.missing),
            ("verouderd", found.outdated),
            ("te veel", found.too_many),
        ):
            for kind, keys in sets.items():
                self.stdout.write(f"{kind}: {len(keys)} {words} ({', '.join(map(str, keys[:10]))})")
        if not found.total and not in_copy:
            self.stdout.write(f"Vergeleken: {found.compared}. Alles klopt.")
        elif mend:
            self.stdout.write(f"Vergeleken: {found.compared}. Hersteld: {found.total + in_copy}.")
        else:
            raise CommandError(
                f"Vergeleken: {found.compared}. Verschillend: {found.total + in_copy}."
            )

    def _verify_copy(self, *, mend: bool) -> int:
        try:
            found = verify_copy(mend=mend)
        except Unavailable as problem:
            raise CommandError(str(problem)) from problem
        if found:
            self.stdout.write(f"Elasticsearch: {found} verschillend van de databank")
        return found

    def _status(self) -> None:
        now = status()
        self.stdout.write(f"Opslag: {now.store}, legger {now.shelf}, versie {now.version}")
        for kind, number in now.documents.items():
            self.stdout.write(f"{kind}: {number}")
        if now.filled_at:
            self.stdout.write(f"Opgebouwd: {now.filled_at:%Y-%m-%d %H:%M}")
        if not now.is_current:
            self.stdout.write("Gemaakt met oudere regels: ./run manage search rebuild")
        if now.filling:
            self.stdout.write("Heropbouw: {} van {}".format(*now.filling))
        if now.copy:
            self._copy_status(now.copy)

    def _copy_status(self, copy: CopyStatus) -> None:
        self.stdout.write(f"Elasticsearch: {copy.index or 'nog geen index'}")
        if not copy.is_complete:
            self.stdout.write(f"De kopie: {copy.done} van {copy.total}")
        self.stdout.write(f"Nog te versturen: {copy.behind} wijzigingen")
        if copy.sent_at:
            self.stdout.write(f"Laatst verstuurd: {copy.sent_at:%Y-%m-%d %H:%M:%S}")
        self.stdout.write(
            f"De databank antwoordt. {copy.problem}"
            if copy.problem
            else "Elasticsearch antwoordt op de vragen."
        )
