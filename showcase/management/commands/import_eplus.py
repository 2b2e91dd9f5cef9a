"""`manage.py import_eplus FILE`."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError

from showcase.domain.import_vocabularies import read_vocabulary
from showcase.domain.imports import import_export
from showcase.eplus.problems import UnreadableExport
from showcase.eplus.report import RowReport
from showcase.records import ImportRun

UNREADABLE = 1
NO_FILE = 2
BAR = 30


class Command(BaseCommand):
    """Reads an export of the Erasmus+ Project Results Platform.

    Exit code 0: read to the end (rows that failed are named and counted); 1: the file is no
    export or can't be read further; 2: a file that can't be opened.
    """

    help = (
        "Leest een export (CSV of XLSX) van het Erasmus+ Project Results Platform in. Zonder --all"
        " blijven alleen projecten met een Vlaamse coördinator of partner. Herhaalbaar: wat een"
        " school overnam, blijft zoals het is."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the file and the choices."""
        parser.add_argument("file", type=Path, metavar="FILE", help="de export")
        parser.add_argument("--all", action="store_true", help="houd ook wat niet Vlaams is")
        parser.add_argument(
            "--report", type=Path, metavar="FILE", help="schrijf per rij wat gebeurde"
        )
        parser.add_argument("--json", action="store_true", help="laatste regel als JSON")
        parser.add_argument("--encoding", default="", help="de codering, als we ze niet herkennen")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, show progress, end with the summary."""
        path: Path = options["file"]
        if read_vocabulary().is_empty:
            self.stderr.write(
                "De woordenlijsten zijn nog leeg: geen project krijgt een thema of programma."
                " Laad ze eerst met load_vocabularies, en lees dan opnieuw in."
            )
        run = ImportRun(name=path.name[:200], keep_all=options["all"])
        with ExitStack() as open_files:
            file = open_files.enter_context(_opened(path))
            report = RowReport(_report_file(options["report"], open_files))
            bar = _Bar(self.stderr)
            try:
                summary = import_export(
                    file,
                    run=run,
                    by=None,
                    encoding=options["encoding"],
                    progress=bar.show,
                    report=report,
                )
            except UnreadableExport as problem:
                raise CommandError(str(problem), returncode=UNREADABLE) from None
            finally:
                bar.end()
                for named in report.failures:
                    self.stderr.write(named)
        rest = summary.failed - len(report.failures)
        if rest > 0:
            self.stderr.write(f"En nog {rest} rijen: met --report staan ze in een bestand.")
        self.stdout.write(json.dumps(summary.as_dict()) if options["json"] else str(summary))


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise CommandError(
            f"{path} kan niet geopend worden: {error.strerror}.", returncode=NO_FILE
        ) from None


def _report_file(path: Path | None, open_files: ExitStack) -> IO[str] | None:
    if path is None:
        return None
    try:
        return open_files.enter_context(path.open("w", encoding="utf-8-sig", newline=""))
    except OSError as error:
        raise CommandError(
            f"{path} kan niet geschreven worden: {error.strerror}.", returncode=NO_FILE
        ) from None


class _Bar:
    """A bar that moves on a screen, and a line per tenth where there is none."""

    def __init__(self, out: Any) -> None:
        self._out = out
        self._moves = sys.stderr.isatty()
        self._said = -1

    def show(self, position: int, size: int | None, read: int) -> None:
        """Show how far the reading is."""
        part = position / size if size else None
        if self._moves:
            bar = "" if part is None else f"[{'█' * round(part * BAR):<{BAR}}] {part:4.0%} "
            self._out.write(f"\r{bar}{read} rijen", ending="")
            self._said = 0
        elif part is not None and int(part * 10) > self._said:
            self._said = int(part * 10)
            self._out.write(f"{part:.0%}, {read} rijen")

    def end(self) -> None:
        """Leave the line of the bar."""
        if self._moves and self._said >= 0:
            self._out.write("")
