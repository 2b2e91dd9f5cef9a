"""The database of the demo: made once, brought up to date when the project changed."""

import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

from runner.locking import alone, nobody
from runner.places import DATABASE, REQUIREMENTS, ROOT, VAR
from runner.programs import manage, run_quietly, surroundings
from runner.telling import tell

_STATE = VAR / "prepared.json"
_SOURCES = ("platform", "showcase", "forums")
_UNRELATED = {"__pycache__", "static", "templates", "templatetags"}
STEPS = (
    ("migrate", "Ik breng de databank op orde", "De databank op orde brengen"),
    (
        "load_demo",
        "Ik laad de woordenlijsten, de vaste pagina's en de voorbeelden",
        "De voorbeelden klaarzetten",
    ),
)


def prepare_database(*, address: str) -> None:
    """Migrate and load what the demo shows at ``address``; do nothing when it is all there.

    "All there" is cheap to ask: the database exists and no file that could change it did.

    Raises:
        Problem: a step failed.
    """
    with alone("prepare") as descriptor:
        wanted = _digest()
        if DATABASE.exists() and _prepared() == wanted:
            return
        _STATE.unlink(missing_ok=True)
        for command, telling, what in STEPS:
            tell(f"{telling} …")
            run_quietly(
                # `./run check` and the server look for mistakes in the code; a visitor waits here.
                manage(command, "--skip-checks"),
                env=surroundings("demo", VERANKERD_ADDRESS=address),
                log=command,
                what=what,
                descriptor=descriptor,
            )
        _STATE.write_text(json.dumps({"digest": wanted}))


def start_over() -> None:
    """Take away the database, the files and the mail of the demo.

    Raises:
        Problem: a demo is still running on them.
    """
    running = "De demo draait nog: stop die eerst (Ctrl-C), en vraag dan --reset."
    with nobody("demo", otherwise=running), alone("prepare"):
        tell("Ik begin opnieuw: de databank, de bestanden en de mails van de demo gaan weg …")
        _STATE.unlink(missing_ok=True)
        for ending in ("", "-wal", "-shm", "-journal"):
            DATABASE.with_name(DATABASE.name + ending).unlink(missing_ok=True)
        for folder in ("media", "mail"):
            if (VAR / folder).exists():
                shutil.rmtree(VAR / folder)


def _prepared() -> str | None:
    try:
        digest = json.loads(_STATE.read_text())["digest"]
    except (OSError, ValueError, LookupError, TypeError):
        return None
    return digest if isinstance(digest, str) else None


def _digest() -> str:
    """Return a digest of everything that decides what migrating and loading would do."""
    total = hashlib.sha256((REQUIREMENTS / "production.txt").read_bytes())
    for path in sorted(_files()):
        total.update(str(path.relative_to(ROOT)).encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def _files() -> Iterator[Path]:
    for source in _SOURCES:
        for folder, folders, names in _walk(ROOT / source):
            folders[:] = [name for name in folders if name not in _UNRELATED]
            yield from (folder / name for name in names)


def _walk(top: Path) -> Iterator[tuple[Path, list[str], list[str]]]:
    """`Path.walk`, which Python 3.11 does not have."""
    import os

    for folder, folders, names in os.walk(top):
        yield Path(folder), folders, names
