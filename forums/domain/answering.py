"""Recording what institutions answer to a recommendation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import CheckConstraint, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.domain.record import record
from forums import permissions
from forums.domain.indexing import index_forums
from forums.domain.outcome_notices import tell_of_answer
from forums.records import PolicyResponse, Recommendation
from institutions.records import Institution
from vocabularies.records import Term

if TYPE_CHECKING:
    from accounts.records import User

#: At which field each rule of the database is told.
FIELD_OF = {
    "an_answer_has_a_known_position": "position",
    "an_answer_speaks_for_somebody": "speaks_for",
    "an_answer_has_words": "text",
    "taking_up_says_what": "what",
    "taking_up_or_studying_has_a_date": "due_on",
    "not_taking_up_has_a_reason": "reason",
    "what_exists_already_is_shown": "document",
    "what_is_passed_on_names_to_whom": "forwarded_to",
    "an_answer_is_passed_on_to_somebody_else": "forwarded_to",
}


class NotAskedError(Exception):
    """The recommendation is no question to this institution: a draft, a lesson, or to others."""


class AnsweredMeanwhileError(Exception):
    """Somebody else recorded an answer since the form was opened; ``standing`` is that one."""

    def __init__(self, standing: PolicyResponse) -> None:
        super().__init__(standing.pk)
        self.standing = standing


@dataclass(frozen=True, kw_only=True)
class Given:
    """What an institution answered."""

    answered_on: date
    speaks_for: str
    position: str
    text: str
    what: str = ""
    due_on: date | None = None
    reason: str = ""
    document: str = ""
    forwarded_to: Institution | None = None
    stakeholder_group: Term | None = None


def can_be_asked(recommendation: Recommendation) -> bool:
    """Whether answers to it are recorded: it is out, and no lesson for schools to apply."""
    return recommendation.is_published and recommendation.asks_answer


def answerers_of(recommendation: Recommendation) -> Any:
    """Whose answer can be recorded: to whom it is addressed or passed on, and who answered."""
    passed_on = recommendation.responses.current().filter(forwarded_to__isnull=False)
    return (
        Institution.objects.current()
        .filter(
            Q(pk__in=recommendation.addressees.values("pk"))
            | Q(pk__in=passed_on.values("forwarded_to"))
            | Q(pk__in=recommendation.responses.values("institution"))
        )
        .order_by("name", "pk")
    )


@transaction.atomic
def record_response(
    recommendation: Recommendation,
    institution: Institution,
    given: Given,
    *,
    after: int,
    by: User,
) -> PolicyResponse:
    """Note what ``institution`` answered; after an earlier answer this is its next version.

    ``after`` is the version that ``by`` saw, 0 when there was none. The recommendation's row is
    locked: of two at once the first is kept and the second hears of it. The same answer again
    changes nothing. Who took part in the forum is mailed the first answer and every other position.

    Raises:
        PermissionDenied: ``by`` does not organise, or speaks for ``institution``.
        NotAskedError: it is not published, asks no answer, or is not addressed to it.
        AnsweredMeanwhileError: another version came since ``after``.
        ValidationError: what the position demands is not there, or a date can't be; by field.
    """
    if not permissions.can_record_response(by, institution):
        raise PermissionDenied
    locked = Recommendation.objects.select_for_update(of=("self",)).get(pk=recommendation.pk)
    if not can_be_asked(locked) or not answerers_of(locked).filter(pk=institution.pk).exists():
        raise NotAskedError
    answered = locked.responses.current().select_related("forwarded_to", "stakeholder_group")
    standing: PolicyResponse | None = answered.filter(institution=institution).first()
    if standing is not None and given_in(standing) == given:
        return standing
    if standing is not None and standing.version != after:
        raise AnsweredMeanwhileError(standing)
    response = PolicyResponse(
        recommendation=locked,
        institution=institution,
        version=standing.version + 1 if standing is not None else 1,
        **_fields(given),
    )
    if problems := problems_of(response):
        raise ValidationError(problems)
    if standing is not None:
        standing.is_current = False
        standing.save(update_fields=["is_current"])
    response.save()
    record(
        "record_response",
        response,
        by=by,
        recommendation=locked.pk,
        institution=institution.pk,
        version=response.version,
        position=response.position,
    )
    index_forums([locked.forum_id])
    if standing is None or standing.position != response.position:
        tell_of_answer(response, by=by)
    return response


def given_in(response: PolicyResponse) -> Given:
    """What was answered, as it is recorded."""
    return Given(**{name: getattr(response, name) for name in Given.__dataclass_fields__})


def problems_of(response: PolicyResponse) -> dict[str, list[str]]:
    """What the database would refuse of an answer, by field and in its words, and wrong dates."""
    problems: dict[str, list[str]] = {}
    for constraint in PolicyResponse._meta.constraints:
        if not isinstance(constraint, CheckConstraint):
            continue
        try:
            constraint.validate(PolicyResponse, response)
        except ValidationError as error:
            field = FIELD_OF.get(constraint.name, NON_FIELD_ERRORS)
            problems.setdefault(field, []).extend(error.messages)
    if response.answered_on and (words := _wrong_day(response)):
        problems["answered_on"] = [words]
    return problems


def _wrong_day(response: PolicyResponse) -> str:
    published_on = response.recommendation.published_on
    if response.answered_on > timezone.localdate():
        return _("Deze dag moet nog komen.")
    if published_on is not None and response.answered_on < published_on:
        return _("Toen was de aanbeveling nog niet gepubliceerd.")
    return ""


def _fields(given: Given) -> dict[str, Any]:
    return {name: getattr(given, name) for name in Given.__dataclass_fields__}
