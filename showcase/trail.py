"""The policy trail of a conclusion: what happened with it, and what did not.

This package knows the first stations. A package above adds what follows, by ``register``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from showcase.addresses import project_address
from showcase.records import PolicyConclusion
from ui.trail import Station


@dataclass(frozen=True)
class Continuation:
    """What followed the publication of a conclusion: its stations, and where it stands in words."""

    stations: tuple[Station, ...]
    words: str


@dataclass(frozen=True)
class Trail:
    """A whole trail, and where it stands in words."""

    stations: tuple[Station, ...]
    words: str

    @property
    def passed(self) -> int:
        """How far it came: the stations where something happened, or somebody promised it."""
        return sum(station.state != "open" for station in self.stations)


@dataclass(frozen=True)
class Withdrawal:
    """When a conclusion was taken back, and why."""

    on: date | None
    reason: str


#: For several conclusions at once: what followed, by the conclusion's key. It costs a fixed
#: number of statements, however many conclusions it is given.
Contributor = Callable[[Sequence[PolicyConclusion]], Mapping[int, Continuation]]

_contributors: list[Contributor] = []


def register(contributor: Contributor) -> Contributor:
    """Let ``contributor`` say what followed the publication of conclusions."""
    if contributor not in _contributors:
        _contributors.append(contributor)
    return contributor


def unregister(contributor: Contributor) -> None:
    """Undo ``register``."""
    if contributor in _contributors:
        _contributors.remove(contributor)


def is_lesson(conclusion: PolicyConclusion) -> bool:
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


def stations(conclusion: PolicyConclusion) -> list[Station]:
    """The trail of one conclusion."""
    return list(trails_of([conclusion])[conclusion.pk].stations)


def _trail(conclusion: PolicyConclusion, followed: Continuation | None) -> Trail:
    begun = (_project_station(conclusion), _publication_station(conclusion))
    withdrawal = withdrawal_of(conclusion)
    if withdrawal is not None:
        after = followed.stations if followed else ()
        return Trail((*begun, *after, _withdrawal_station(withdrawal)), _("Ingetrokken"))
    if followed is not None:
        return Trail((*begun, *followed.stations), followed.words)
    if is_lesson(conclusion):
        return Trail(begun, _("Een les voor scholen, om toe te passen"))
    return Trail((*begun, _waiting_station()), _("Gepubliceerd, nog niet op een overlegforum"))


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


def _waiting_station() -> Station:
    return Station(
        state="open", when=_("geen antwoord toegezegd"), what=_("Nog niet op een overlegforum")
    )


def _withdrawal_station(withdrawal: Withdrawal) -> Station:
    when = date_format(withdrawal.on, "j F Y") if withdrawal.on else ""
    return Station(state="no", when=when, what=_("Ingetrokken"), who=withdrawal.reason)


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)
