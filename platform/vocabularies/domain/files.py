"""The files that vocabularies start from."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from vocabularies.enums import Scheme

DATA = Path(__file__).resolve().parents[1] / "data"

THEMES = "themes"
EDUCATION_LEVELS = "education_levels"
CONCEPT_FILES = (THEMES, EDUCATION_LEVELS, *Scheme.values)


@cache
def read_file(name: str) -> dict[str, Any]:
    """The content of ``data/<name>.json``; read once per process, so leave it as it is."""
    content: dict[str, Any] = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    return content


def read_concepts(name: str) -> list[dict[str, Any]]:
    """The concepts of one file, in its order."""
    concepts: list[dict[str, Any]] = read_file(name)["concepts"]
    return concepts
