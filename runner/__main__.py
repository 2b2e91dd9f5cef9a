"""The command line of ``./run``."""

import argparse
import signal
import sys
from collections.abc import Sequence
from types import FrameType
from typing import NoReturn

from runner.problems import Problem, sentence_for_error
from runner.telling import complain, tell

HELP = """\
./run demo [--port N] [--reset]   alles op één computer, met voorbeelden; --reset begint opnieuw
./run test [paden …]              de tests die geen server nodig hebben, of die van de paden
./run bench [--count N]           meten: elke pagina naast een lege pagina en naast kale SQL
./run check                       stijl, types, lagen, sjablonen, migraties, productie-instellingen
./run serve [--port N]            de website terwijl je eraan werkt: herlaadt, toont fouten
./run worker                      de werker, die taken op de achtergrond doet
./run manage …                    een opdracht van Django, bijvoorbeeld ./run manage migrate
./run shell                       een Python-prompt met het platform geladen
./run lock                        requirements/*.txt opnieuw maken uit requirements/*.in
./run help                        dit overzicht"""


def main(arguments: Sequence[str]) -> int:
    """Do what ``arguments`` ask; return the exit code."""
    for name in ("SIGTERM", "SIGHUP"):
        signal.signal(getattr(signal, name), _stop)
    try:
        return _dispatch(list(arguments))
    except Problem as problem:
        complain(str(problem))
    except OSError as error:
        complain(sentence_for_error(error))
    except KeyboardInterrupt:
        complain("\nOnderbroken.")
        return 130
    return 1


def _stop(number: int, frame: FrameType | None) -> None:
    """A request to stop is a Ctrl-C; asking again while stopping changes nothing."""
    for name in ("SIGTERM", "SIGHUP"):
        signal.signal(getattr(signal, name), signal.SIG_IGN)
    raise KeyboardInterrupt


def _dispatch(arguments: list[str]) -> int:
    task, rest = (arguments[0], arguments[1:]) if arguments else ("help", [])
    match task:
        case "demo":
            from runner.demo import demo

            options = _options("demo", rest, reset=True)
            demo(port=options.port, reset=options.reset)
        case "serve":
            from runner.tasks import serve

            serve(port=_options("serve", rest).port)
        case "test" | "check" | "bench" | "lock":
            from runner import tasks

            act = {"test": tasks.test, "check": tasks.check, "bench": tasks.bench}
            return (act | {"lock": tasks.lock})[task](rest)
        case "manage":
            from runner.tasks import django

            django(*rest)
        case "worker" | "shell":
            from runner.tasks import django

            django(task, *rest)
        case "help" | "-h" | "--help":
            tell(HELP)
        case _:
            raise Problem(f"./run {task} bestaat niet: ./run help toont wat er wel is.")
    return 0


class _Options(argparse.ArgumentParser):
    """Says in one sentence what it does not understand."""

    def error(self, message: str) -> NoReturn:
        """Stop with a sentence."""
        raise Problem(f"Dit begrijp ik niet bij {self.prog}: ./run help toont wat kan.")


def _options(task: str, rest: list[str], *, reset: bool = False) -> argparse.Namespace:
    parser = _Options(prog=f"./run {task}", add_help=False)
    parser.add_argument("--port", type=int, default=8000)
    if reset:
        parser.add_argument("--reset", action="store_true")
    options = parser.parse_args(rest)
    if not 0 < options.port < 65536:
        raise Problem(f"Poort {options.port} bestaat niet: kies een getal van 1 tot 65535.")
    return options


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
