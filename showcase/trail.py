"""The policy trail of a conclusion: what happened with it, and what did not.

This package knows the first stations. A package above adds what follows, by ``register``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from showcase.addresses import project_address
from showcase.enums import TrailState
from showcase.records import PolicyConclusion
from ui.trail import Station, StationState


@dataclass(frozen=True)
class Answered:
    """An answer of policy, as a conclusion quotes it: its position, its first words, and where the
    whole of it is."""

    state: StationState
    word: str
    quote: str
    who: str
    when: str
    url: str


@dataclass(frozen=True)
class Continuation:
    """What followed the publication of a conclusion: its stations, and where it stands.

    In ``words`` for people, and in ``states``, codes to find it by that no day changes. ``places``
    are where it is or was talked about: title and address.
    """

    stations: tuple[Station, ...]
    words: str
    states: tuple[str, ...] = ()
    places: tuple[tuple[str, str], ...] = ()
    answers: tuple[Answered, ...] = ()


@dataclass(frozen=True)
class Trail:
    """A whole trail, where it stands in words, where it was talked about, and what was answered."""

    stations: tuple[Station, ...]
    words: str
    places: tuple[tuple[str, str], ...] = ()
    answers: tuple[Answered, ...] = ()

    @property
    def passed(self) -> int:
        """How far it came: the stations where something happened, or somebody promised it."""
        return sum(station.state != "open" for station in self.stations)


@dataclass(frozen=True)
class Withdrawal:
    """When a conclusion was taken back, and why."""

    on: date | None
    reason: str


class Followable(Protocol):
    """What is asked of a conclusion to say what followed: its key, and for which policy it is."""

    @property
    def pk(self) -> Any:
        """Its key."""

    @property
    def policy_levels(self) -> Any:
        """Its policy levels, as Django gives them: all of ``all()``."""


#: For several conclusions at once: what followed, by the conclusion's key. It costs a fixed
#: number of statements, however many conclusions it is given.
Contributor = Callable[[Sequence[Followable]], Mapping[int, Continuation]]

_contributors: list[Contributor] = []
_states: dict[str, Any] = dict(TrailState.choices)


def register(contributor: Contributor, states: Iterable[tuple[str, Any]] = ()) -> Contributor:
    """Let ``contributor`` say what followed the publication of conclusions.

    ``states`` are the codes of its continuations with their names, in the order of the way.
    """
    if contributor not in _contributors:
        _contributors.append(contributor)
    _states.update(states)
    return contributor


def known_states() -> list[tuple[str, Any]]:
    """Every code of where a trail can stand, with its name."""
    return list(_states.items())


def unregister(contributor: Contributor) -> None:
    """Undo ``register``."""
    if contributor in _contributors:
        _contributors.remove(contributor)


def is_lesson(conclusion: Followable) -> bool:
    """Whether it is for schools, boards or school communities: to apply, not to answer."""
    return not any(level.extra.get("asks_answer") for level in conclusion.policy_levels.all())


def withdrawal_of(conclusion: PolicyConclusion) -> Withdrawal | None:
    """Whether, when and why it was taken back: itself, or with its project."""
    if conclusion.withdrawn_at is not None:
        return Withdrawal(_day(conclusion.withdrawn_at), conclusion.withdrawn_reason)
    if conclusion.project.live:
        return None
    archival = getattr(conclusion.project, "archival", None)
    if archival is None:
        return Withdrawal(None, _("Het project staat niet meer online."))
    return Withdrawal(_day(archival.archived_at), archival.reason)


def trails_of(conclusions: Sequence[PolicyConclusion]) -> dict[int, Trail]:
    """The trail of each conclusion, by its key.

    They come with their project, institution and policy levels fetched.
    """
    followed: dict[int, Continuation] = {}
    for contributor in _contributors:
        followed.update(contributor(conclusions))
    return {
        conclusion.pk: _trail(conclusion, followed.get(conclusion.pk)) for conclusion in conclusions
    }


def states_of(conclusions: Sequence[Followable]) -> dict[int, tuple[str, ...]]:
    """Where the trail of each conclusion stands, in codes, by its key.

    They come with their policy levels fetched.
    """
    followed: dict[int, tuple[str, ...]] = {}
    for contributor in _contributors:
        followed.update({key: one.states for key, one in contributor(conclusions).items()})
    return {
        one.pk: followed.get(one.pk)
        or ((TrailState.TO_APPLY if is_lesson(one) else TrailState.NOT_TABLED).value,)
        for one in conclusions
    }


def stations(conclusion: PolicyConclusion) -> list[Station]:
    """The trail of one conclusion."""
    return list(trails_of([conclusion])[conclusion.pk].stations)


def _trail(conclusion: PolicyConclusion, followed: Continuation | None) -> Trail:
    begun = (_project_station(conclusion), _publication_station(conclusion))
    withdrawal = withdrawal_of(conclusion)
    places = followed.places if followed else ()
    answers = followed.answers if followed else ()
    if withdrawal is not None:
        after = followed.stations if followed else ()
        return Trail(
            (*begun, *after, _withdrawal_station(withdrawal)), _("Ingetrokken"), places, answers
        )
    if followed is not None:
        return Trail((*begun, *followed.stations), followed.words, places, answers)
    if is_lesson(conclusion):
        return Trail(begun, _("Een les voor scholen, om toe te passen"))
    waits = _waiting_station(conclusion)
    return Trail((*begun, waits), _("Gepubliceerd, nog niet op een overlegforum"))


def _project_station(conclusion: PolicyConclusion) -> Station:
    project = conclusion.project
    return Station(
        state="done",
        when=date_format(project.end_date, "j F Y") if project.end_date else "",
        what=_("Project afgerond"),
        who=project.title,
        url=project_address(project),
    )


def _publication_station(conclusion: PolicyConclusion) -> Station:
    version = _("versie {number}").format(number=conclusion.version)
    return Station(
        state="done",
        when=date_format(_day(conclusion.first_published_at), "j F Y"),
        what=_("Conclusie gepubliceerd"),
        who=version if conclusion.version > 1 else "",
        url=f"{conclusion.get_absolute_url()}#versies" if conclusion.version > 1 else "",
    )


def _waiting_station(conclusion: PolicyConclusion) -> Station:
    since = waits_since(_day(conclusion.first_published_at))
    return Station(state="open", when=since, what=_("Nog niet op een overlegforum"))


def waits_since(day: date) -> str:
    """How long something has been waited for that could have come from ``day`` on, in words."""
    days = (timezone.localdate() - day).days
    if days <= 0:
        return _("wacht sinds vandaag")
    return ngettext("wacht sinds {days} dag", "wacht sinds {days} dagen", days).format(days=days)


def _withdrawal_station(withdrawal: Withdrawal) -> Station:
    when = date_format(withdrawal.on, "j F Y") if withdrawal.on else ""
    return Station(state="no", when=when, what=_("Ingetrokken"), who=withdrawal.reason)


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)
