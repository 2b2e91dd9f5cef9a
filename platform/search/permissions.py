"""Who may say what words mean."""

from __future__ import annotations

from typing import Any

from vocabularies.permissions import can_keep_vocabularies


def can_keep_synonyms(user: Any) -> bool:
    """Whoever keeps the vocabularies."""
    return can_keep_vocabularies(user)
