"""The stations that follow the publication of a conclusion: forum, recommendation, answer.

Registered with `showcase.trail`, so the same line stands on every page that shows a trail.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forums.domain.following import Fact, Followed, FollowedRecommendation, followed, position_of
from forums.domain.promises import Promise
from forums.enums import Position
from showcase.records import PolicyConclusion
from showcase.trail import Continuation, is_lesson
from ui.trail import Station, StationState

#: How the trail draws each position; its word stands beside it.
STATE_OF: dict[Position, StationState] = {
    Position.TAKEN_UP: "good",
    Position.PARTLY_TAKEN_UP: "part",
    Position.EXISTS_ALREADY: "good",
    Position.UNDER_STUDY: "wait",
    Position.NOT_TAKEN_UP: "no",
    Position.NOT_COMPETENT: "no",
}


def continuations(conclusions: Sequence[PolicyConclusion]) -> Mapping[int, Continuation]:
    """What followed each of ``conclusions``. One statement, however many they are."""
    found = followed(conclusion.pk for conclusion in conclusions)
    lessons = {conclusion.pk for conclusion in conclusions if is_lesson(conclusion)}
    return {
        key: _continuation_of_lesson(one) if key in lessons else _continuation(one)
        for key, one in found.items()
    }


def _continuation_of_lesson(found: Followed) -> Continuation:
    """Where a lesson for schools was spoken of: it waits for no recommendation and no answer."""
    stations = [_session_station(fact) for fact in found.sessions]
    stations += [_recommended_station(one.fact) for one in found.recommendations]
    if found.recommendations:
        words = _("Een aanbeveling om toe te passen")
    elif _has_begun(latest := found.sessions[-1]):
        words = _("Besproken op {day}, om toe te passen").format(day=_day_of(latest))
    else:
        words = _on_agenda(latest)
    return Continuation(tuple(stations), words)


def _continuation(found: Followed) -> Continuation:
    stations = [_session_station(fact) for fact in found.sessions]
    for one in found.recommendations:
        stations += recommendation_stations(one)
    if not found.recommendations:
        stations.append(Station("open", "", _("Nog geen aanbeveling")))
    return Continuation(tuple(stations), _words(found, stations[-1]))


def _session_station(fact: Fact) -> Station:
    """Where a conclusion was tabled, or will be."""
    was = _has_begun(fact)
    page = "session_minutes" if fact.is_discussed else "forum_session"
    return Station(
        state="done" if was else "open",
        when=_day_of(fact),
        what=_("Besproken")
        if fact.is_discussed
        else _("Overlegforum")
        if was
        else _("Op de agenda"),
        who=fact.forum_title,
        url=reverse(page, args=[fact.forum_slug, fact.number]),
    )


def recommendation_stations(one: FollowedRecommendation) -> list[Station]:
    """A published recommendation, and every answer that came, or did not."""
    return [_recommended_station(one.fact), *answer_stations(one)]


def _recommended_station(fact: Fact) -> Station:
    return Station(
        state="done",
        when=_day_of(fact),
        what=_("Aanbeveling"),
        who=_("van de deelnemers"),
        url=_address(fact),
    )


def answer_stations(one: FollowedRecommendation) -> list[Station]:
    """The answers to a recommendation; who promised one and has not given it; or nobody did."""
    stations = [_answer_station(fact) for fact in one.answers]
    if not one.fact.asks_answer:
        return stations
    stations += [_silence_station(fact) for fact in one.silences]
    return stations or [Station("open", _("geen antwoord toegezegd"), _("Nog geen antwoord"))]


def _answer_station(fact: Fact) -> Station:
    position = position_of(fact)
    return Station(
        state=STATE_OF[position],
        when=_day_of(fact),
        what=str(position.label),
        who=fact.institution,
        url=f"{_address(fact)}#antwoord-{fact.institution_id}",
    )


def _silence_station(fact: Fact) -> Station:
    """Who promised an answer and has not given it: not yet due, waited for, or late."""
    state, when, what = _silence(fact.promise)
    return Station(state, when, what, fact.institution)


def _silence(promise: Promise | None) -> tuple[StationState, str, str]:
    what = _("Antwoord toegezegd")
    if promise is None or not promise.has_begun():
        return "wait", term_in_words(promise.term_days if promise else None), what
    if late := promise.days_late():
        words = ngettext("{days} dag over de termijn", "{days} dagen over de termijn", late)
        return "late", words.format(days=late), _("Antwoord te laat")
    days = promise.days_waited()
    if not days:
        return "wait", _("wacht sinds vandaag"), what
    words = ngettext("wacht sinds {days} dag", "wacht sinds {days} dagen", days)
    return "wait", words.format(days=days), what


def term_in_words(days: int | None) -> str:
    """Within how many days an answer was promised; without a term only that it follows."""
    if days is None:
        return _("na het verslag")
    words = ngettext("binnen {days} dag na het verslag", "binnen {days} dagen na het verslag", days)
    return words.format(days=days)


def _words(found: Followed, last: Station) -> str:
    """Where it stands, in one line."""
    if not found.recommendations:
        latest = found.sessions[-1]
        if not _has_begun(latest):
            return _on_agenda(latest)
        return _("Besproken op {day}, nog geen aanbeveling").format(day=_day_of(latest))
    if last.state == "done":
        return _("Een aanbeveling om toe te passen")
    return f"{last.what}, {last.who or last.when}"


def _on_agenda(fact: Fact) -> str:
    return _("Op de agenda van {day}").format(day=_day_of(fact))


def _has_begun(fact: Fact) -> bool:
    return fact.at is not None and fact.at <= timezone.now()


def _address(fact: Fact) -> str:
    return reverse("recommendation", args=[fact.forum_slug, fact.number])


def _day_of(fact: Fact) -> str:
    day: date | None = timezone.localdate(fact.at) if fact.at else fact.on
    return date_format(day, "j F Y") if day else ""
