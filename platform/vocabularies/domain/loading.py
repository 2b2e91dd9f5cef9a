"""Loading the vocabularies from their files, without undoing what moderators did since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from vocabularies.domain.files import CONCEPT_FILES, EDUCATION_LEVELS, THEMES, read_concepts
from vocabularies.following import concepts_changed
from vocabularies.records import EducationLevel, TaggedConcept, Term, Theme

type_of_file: dict[str, type[Theme | EducationLevel]] = {
    THEMES: Theme,
    EDUCATION_LEVELS: EducationLevel,
}
LANGUAGES = ("nl", "en", "fr", "de")
OWN_KEYS = frozenset({"slug", "broader", "labels", "definition", "order"})
FILE_FIELDS = (
    *(f"label_{language}" for language in LANGUAGES),
    "definition_nl",
    "definition_en",
    "order",
    "extra",
)


Key = tuple[str, str]
Rows = dict[Key, Any]


@dataclass
class LoadReport:
    """What a load did, in numbers of concepts."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    kept: list[str] = field(default_factory=list)
    """What a moderator changed and the file says otherwise: ``themes/clil.label_nl``."""
    clashing: list[str] = field(default_factory=list)
    """Concepts left out, because another theme or level already bears the name."""


@transaction.atomic
def load_vocabularies() -> LoadReport:
    """Make every concept of the files exist, with what the files say of it.

    The files are the seed. Each row remembers what was last loaded, so a field that a moderator
    changed since is left alone, while an untouched field follows the file. Slugs never change;
    what disappears from a file stays (a moderator retires it). Loading twice changes nothing,
    in three statements.
    """
    report = LoadReport()
    _load_model(Theme, [(THEMES, read_concepts(THEMES))], report)
    _load_model(EducationLevel, [(EDUCATION_LEVELS, read_concepts(EDUCATION_LEVELS))], report)
    schemes = [name for name in CONCEPT_FILES if name not in type_of_file]
    _load_model(Term, [(name, read_concepts(name)) for name in schemes], report)
    return report


def seed_of(concept: dict[str, Any]) -> dict[str, Any]:
    """The fields of a row as the file has them; what has no field of its own goes in ``extra``."""
    labels = concept["labels"]
    definition = concept.get("definition") or {}
    return {
        **{f"label_{language}": labels.get(language, "") for language in LANGUAGES},
        "definition_nl": definition.get("nl", ""),
        "definition_en": definition.get("en", ""),
        "order": concept["order"],
        "extra": {key: value for key, value in concept.items() if key not in OWN_KEYS},
    }


def _load_model(
    model: type[Any], files: Iterable[tuple[str, list[dict[str, Any]]]], report: LoadReport
) -> None:
    """Load the files of one model: read it once, write only the difference."""
    wanted = {(name, concept["slug"]): concept for name, concepts in files for concept in concepts}
    rows = _rows(model)
    missing = [key for key in wanted if key not in rows]
    if missing:
        fresh = [_new_row(model, key, wanted[key]) for key in missing]
        model.objects.bulk_create(fresh, ignore_conflicts=True)
        rows = _rows(model)
        report.clashing += ["/".join(key) for key in missing if key not in rows]
    created = {key for key in missing if key in rows}
    existing = [key for key in wanted if key in rows]
    slugs = {row.pk: slug for (_, slug), row in rows.items()}
    changed = {
        key: rows[key]
        for key in existing
        if _bring_up_to_date(
            key, {**seed_of(wanted[key]), "broader": wanted[key]["broader"]}, rows, slugs, report
        )
    }
    if changed:
        own = ["name"] if issubclass(model, TaggedConcept) else []
        fields = [*FILE_FIELDS, *own, "broader", "loaded"]
        model.objects.bulk_update(changed.values(), fields, batch_size=100)
    concepts_changed([rows[key] for key in (*created, *changed)])
    report.created += len(created)
    report.updated += len(changed.keys() - created)
    report.unchanged += len(existing) - len(changed.keys() | created)


def _rows(model: type[Any]) -> Rows:
    own_file = next((name for name, one in type_of_file.items() if one is model), None)
    return {(own_file or row.scheme, row.slug): row for row in model.objects.order_by("pk")}


def _new_row(model: type[Any], key: Key, concept: dict[str, Any]) -> Any:
    name, slug = key
    seed = seed_of(concept)
    row = model(slug=slug, **seed, loaded=seed)
    if isinstance(row, TaggedConcept):
        row.name = row.label_nl
    else:
        row.scheme = name
    return row


def _bring_up_to_date(
    key: Key, seed: dict[str, Any], rows: Rows, slugs: dict[int, str], report: LoadReport
) -> bool:
    """Take over what the file says where nobody said otherwise; tell whether that is news."""
    row = rows[key]
    now = {name: getattr(row, name) for name in FILE_FIELDS}
    now["broader"] = slugs.get(row.broader_id)
    for name, value in seed.items():
        if now[name] == value:
            continue
        if now[name] != row.loaded.get(name):
            report.kept.append(f"{key[0]}/{key[1]}.{name}")
        elif name == "broader":
            row.broader = rows.get((key[0], value)) if value else None
        else:
            setattr(row, name, value)
    if isinstance(row, TaggedConcept):
        row.name = row.label_nl
    differs: bool = row.loaded != seed
    row.loaded = seed
    return differs
