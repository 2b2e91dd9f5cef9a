"""Writing what the participants of a forum recommend, and putting it out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.domain.record import record
from forums import permissions
from forums.domain.deleted import DeletedMeanwhileError, not_deleted
from forums.domain.indexing import index_forums
from forums.domain.outcome_notices import tell_of_recommendation
from forums.querysets import of_readable_forum
from forums.records import Recommendation
from showcase.records import PolicyConclusion

if TYPE_CHECKING:
    from accounts.records import User
    from forums.pages import Forum
    from institutions.records import Institution
    from vocabularies.records import Term


class FixedError(Exception):
    """It is published: its words stay, and it is not deleted."""


class SavedMeanwhileError(Exception):
    """Somebody else saved it since it was opened; ``standing`` is how it stands now."""

    def __init__(self, standing: Recommendation) -> None:
        super().__init__(standing.pk)
        self.standing = standing


class SaidAlreadyError(Exception):
    """Another recommendation of the forum, ``number``, has the same statement."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class IncompleteError(Exception):
    """It can't be published yet; ``missing`` has everything that it lacks."""

    def __init__(self, missing: list[Missing]) -> None:
        super().__init__(missing)
        self.missing = missing


class Missing(NamedTuple):
    """A field that keeps a draft from being published, and what to do."""

    field: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Wording:
    """Everything that is written of a recommendation."""

    statement: str
    counter_findings: str = ""
    dissent: str = ""
    policy_level: Term | None = None
    policy_domain: Term | None = None
    based_on: frozenset[PolicyConclusion] = frozenset()
    addressees: frozenset[Institution] = frozenset()


TEXTS = ("statement", "counter_findings", "dissent", "policy_level", "policy_domain")


def wording_of(recommendation: Recommendation) -> Wording:
    """What is written of it now."""
    texts: dict[str, Any] = {name: getattr(recommendation, name) for name in TEXTS}
    return Wording(
        **texts,
        based_on=frozenset(recommendation.based_on.all()),
        addressees=frozenset(recommendation.addressees.all()),
    )


def tabled_in(forum: Forum) -> Any:
    """The conclusions on any agenda of ``forum`` that stand today, each once, by reference."""
    return (
        PolicyConclusion.objects.standing()
        .filter(agenda_items__session__forum=forum)
        .distinct()
        .order_by("reference")
    )


@transaction.atomic
def start_recommendation(forum: Forum, wording: Wording, *, by: User) -> Recommendation:
    """Begin a recommendation of ``forum`` as a draft, with the next number.

    The forum's row is locked while counting, so no two get the same number. A draft that says just
    this is there already after a double click: it is the one that was asked.

    Raises:
        PermissionDenied: ``by`` does not organise.
        SaidAlreadyError: the forum has another one with this statement.
    """
    if not permissions.can_organise(by):
        raise PermissionDenied
    _lock(forum)
    drafts: Iterable[Recommendation] = forum.recommendations.filter(
        statement=wording.statement, published_on=None
    )
    for draft in drafts:
        if wording_of(draft) == wording:
            return draft
    _refuse_twice(forum, wording, None)
    last = forum.recommendations.aggregate(last=Max("number"))["last"] or 0
    started = Recommendation(forum=forum, number=last + 1)
    _write(started, wording)
    record("start_recommendation", started, by=by, forum=forum.pk)
    return started


@transaction.atomic
def rewrite_recommendation(
    recommendation: Recommendation, wording: Wording, *, times_saved: int, by: User
) -> Recommendation:
    """Change a draft that ``by`` opened when it had been saved ``times_saved`` times.

    The same words again change nothing.

    Raises:
        PermissionDenied: ``by`` does not organise.
        DeletedMeanwhileError: it was thrown away.
        FixedError: it is published.
        SavedMeanwhileError: somebody else saved other words since.
        SaidAlreadyError: the forum has another one with this statement.
    """
    if not permissions.can_organise(by):
        raise PermissionDenied
    draft = _locked_draft(recommendation)
    if wording_of(draft) == wording:
        return draft
    if draft.times_saved != times_saved:
        raise SavedMeanwhileError(draft)
    _refuse_twice(draft.forum, wording, draft)
    draft.times_saved += 1
    _write(draft, wording)
    record("rewrite_recommendation", draft, by=by, forum=draft.forum_id)
    return draft


@transaction.atomic
def publish_recommendation(
    recommendation: Recommendation, *, times_saved: int, by: User
) -> Recommendation:
    """Put out the draft that ``by`` read when it had been saved ``times_saved`` times.

    Its words are fixed from then on, and what everybody can read stays so. Who speaks for an
    addressee is mailed; once the report of the forum is out, so is who took part. Publishing
    twice changes nothing, and mails nobody.

    Raises:
        DeletedMeanwhileError: it was thrown away.
        PermissionDenied: ``by`` does not organise, or speaks for one of its addressees.
        SavedMeanwhileError: somebody saved other words since.
        IncompleteError: with everything that it lacks.
    """
    put_out, is_new = put_out_recommendation(recommendation, times_saved=times_saved, by=by)
    if is_new:
        tell_of_recommendation(put_out, by=by)
    return put_out


def put_out_recommendation(
    recommendation: Recommendation, *, times_saved: int, by: User
) -> tuple[Recommendation, bool]:
    """What `publish_recommendation` does in its transaction, without the mails; and whether it was
    a draft until now.
    """
    locked = _locked(recommendation)
    if not permissions.can_publish_recommendation(by, locked):
        raise PermissionDenied
    if locked.is_published:
        return locked, False
    if locked.times_saved != times_saved:
        raise SavedMeanwhileError(locked)
    if missing := missing_to_publish(locked):
        raise IncompleteError(missing)
    locked.published_on = timezone.localdate()
    locked.save(update_fields=["published_on"])
    forums = type(locked.forum).objects.filter(of_readable_forum(), pk=locked.forum_id)
    forums.update(stays_public=True)
    record("publish_recommendation", locked, by=by, forum=locked.forum_id)
    index_forums([locked.forum_id])
    return locked, True


@transaction.atomic
def delete_recommendation(recommendation: Recommendation, *, times_saved: int, by: User) -> None:
    """Throw away the draft that ``by`` read when it had been saved ``times_saved`` times. Twice
    changes nothing.

    Raises:
        PermissionDenied: ``by`` does not organise.
        FixedError: it is published.
        SavedMeanwhileError: somebody saved other words since.
    """
    if not permissions.can_organise(by):
        raise PermissionDenied
    try:
        draft = _locked_draft(recommendation)
    except DeletedMeanwhileError:
        return
    if draft.times_saved != times_saved:
        raise SavedMeanwhileError(draft)
    record("delete_recommendation", draft, by=by, forum=draft.forum_id)
    draft.delete()


def missing_to_publish(recommendation: Recommendation) -> list[Missing]:
    """Everything that keeps it from being published, in the order of the form."""
    rests_on = list(recommendation.based_on.select_related("project"))
    missing = []
    if not rests_on:
        words = _("Kies minstens één beleidsconclusie waarop de aanbeveling steunt.")
        missing.append(Missing("based_on", words))
    gone = [one.reference for one in rests_on if one.is_withdrawn or not one.project.live]
    if gone:
        words = _("Haal weg wat ingetrokken is: {references}.")
        missing.append(Missing("based_on", words.format(references=", ".join(sorted(gone)))))
    if recommendation.policy_level is None:
        missing.append(Missing("policy_level", _("Kies een beleidsniveau.")))
    if recommendation.policy_domain is None:
        missing.append(Missing("policy_domain", _("Kies een beleidsdomein.")))
    if recommendation.asks_answer and not recommendation.addressees.exists():
        words = _("Kies minstens één instelling die kan antwoorden.")
        missing.append(Missing("addressees", words))
    return missing


def _write(recommendation: Recommendation, wording: Wording) -> None:
    for name in TEXTS:
        setattr(recommendation, name, getattr(wording, name))
    recommendation.save()
    recommendation.based_on.set(wording.based_on)
    recommendation.addressees.set(wording.addressees)


def _refuse_twice(forum: Forum, wording: Wording, itself: Recommendation | None) -> None:
    others: Iterable[Recommendation] = forum.recommendations.filter(statement=wording.statement)
    for other in others:
        if other != itself:
            raise SaidAlreadyError(other.number)


def _locked_draft(recommendation: Recommendation) -> Recommendation:
    locked = _locked(recommendation)
    if locked.is_published:
        raise FixedError
    return locked


def _locked(recommendation: Recommendation) -> Recommendation:
    """The row as it stands, its forum's row locked first, as whoever numbers does."""
    _lock(recommendation.forum)
    rows = Recommendation.objects.select_for_update(of=("self",))
    shown = rows.select_related("forum", "policy_level", "policy_domain")
    locked: Recommendation = not_deleted(shown, recommendation.pk)
    return locked


def _lock(forum: Forum) -> None:
    type(forum).objects.select_for_update(of=("self",)).get(pk=forum.pk)
