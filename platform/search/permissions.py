"""Who may say what words mean, and who is told how the search runs."""

from __future__ import annotations

from typing import Any

from accounts.permissions import is_administrator, is_moderator
from vocabularies.permissions import can_keep_vocabularies


def can_keep_synonyms(user: Any) -> bool:
    """Whoever keeps the vocabularies."""
    return can_keep_vocabularies(user)


def can_see_what_answers(user: Any) -> bool:
    """Staff: they can have it mended."""
    return is_moderator(user) or is_administrator(user)
