"""Two runs at the same time."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from runner.places import VAR
from runner.problems import Problem
from runner.telling import tell


@contextmanager
def alone(name: str) -> Iterator[int]:
    """Hold the lock ``name``, after waiting for whoever has it; yield its file descriptor.

    Give the descriptor to child processes (``pass_fds``): when this process is killed and the
    child works on, the lock stays taken until the child is done too.
    """
    VAR.mkdir(parents=True, exist_ok=True)
    with (VAR / f"{name}.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            tell("Een andere ./run is hier nog mee bezig; ik wacht even …")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield file.fileno()


@contextmanager
def among_others(name: str) -> Iterator[int]:
    """Hold the lock ``name`` together with others who do the same."""
    VAR.mkdir(parents=True, exist_ok=True)
    with (VAR / f"{name}.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        yield file.fileno()


@contextmanager
def nobody(name: str, *, otherwise: str) -> Iterator[None]:
    """Hold the lock ``name`` while nobody else does.

    Raises:
        Problem: somebody holds it; ``otherwise`` is the sentence.
    """
    VAR.mkdir(parents=True, exist_ok=True)
    with (VAR / f"{name}.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Problem(otherwise) from error
        yield
