"""The smallest terms and keywords that the database accepts."""

import itertools
from typing import Any

from django.utils import timezone

from audit.records import Event
from vocabularies.enums import Scheme
from vocabularies.records import EducationLevel, Keyword, Term, Theme

_count = itertools.count(1)


def make_theme(slug: str = "", **fields: Any) -> Theme:
    slug = slug or f"thema-{next(_count)}"
    return Theme.objects.create(slug=slug, **{"label_nl": slug.replace("-", " "), **fields})


def make_level(slug: str = "", **fields: Any) -> EducationLevel:
    slug = slug or f"niveau-{next(_count)}"
    return EducationLevel.objects.create(
        slug=slug, **{"label_nl": slug.replace("-", " "), **fields}
    )


def make_term(slug: str = "", scheme: Scheme = Scheme.BARRIERS, **fields: Any) -> Term:
    slug = slug or f"term-{next(_count)}"
    return Term.objects.create(
        slug=slug, scheme=scheme, **{"label_nl": slug.replace("-", " "), **fields}
    )


def make_keyword(word: str = "", **fields: Any) -> Keyword:
    return Keyword.objects.create(word=word or f"woord {next(_count)}", **fields)


RETIRED = {"retired_at": timezone.now()}


def own_events() -> Any:
    """What the log says of vocabularies, oldest first."""
    return Event.objects.filter(object_type__startswith="vocabularies.").order_by("at")
