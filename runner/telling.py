"""Lines for the person at the terminal."""

import sys


def tell(line: str = "") -> None:
    """Say what is being done, at once."""
    print(line, flush=True)


def complain(line: str) -> None:
    """Say what is wrong."""
    sys.stdout.flush()
    print(line, file=sys.stderr, flush=True)
