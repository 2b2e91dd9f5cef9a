"""Steps through a task, and moments in its history."""

import datetime
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a task: done, now, or still to do."""

    label: str
    state: Literal["done", "now", "todo"] = "todo"
    url: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened, and who did it."""

    when: datetime.date | datetime.datetime
    what: str
    who: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is still wrong with what a person filled in, and the field where it can be mended."""

    field: str
    text: str | Promise
