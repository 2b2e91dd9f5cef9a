"""The stations that follow the publication of a conclusion: forum, recommendation, answer.

Registered with `showcase.trail`, so the same line stands on every page that shows a trail.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from operator import itemgetter

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from forums.domain.following import (
    QUOTED,
    Fact,
    Followed,
    FollowedRecommendation,
    followed,
    position_of,
)
from forums.domain.promises import Promise
from forums.enums import Position
from showcase.enums import TrailState
from showcase.trail import Answered, Continuation, Followable, is_lesson, waits_since
from ui.trail import Station, StationState

#: Where a trail stands once a forum took a conclusion up: codes with their names, permanent.
TABLED = "op-een-forum"
UNANSWERED = "zonder-antwoord"
STATES = (
    (TABLED, gettext_lazy("op een overlegforum")),
    (UNANSWERED, gettext_lazy("aanbeveling, nog geen antwoord")),
    *Position.choices,
)

#: How the trail draws each position; its word stands beside it.
STATE_OF: dict[Position, StationState] = {
    Position.TAKEN_UP: "good",
    Position.PARTLY_TAKEN_UP: "part",
    Position.EXISTS_ALREADY: "good",
    Position.UNDER_STUDY: "wait",
    Position.NOT_TAKEN_UP: "no",
    Position.NOT_COMPETENT: "no",
}


def continuations(conclusions: Sequence[Followable]) -> Mapping[int, Continuation]:
    """What followed each of ``conclusions``. One statement, however many they are."""
    found = followed(conclusion.pk for conclusion in conclusions)
    lessons = {conclusion.pk for conclusion in conclusions if is_lesson(conclusion)}
    return {
        key: _continuation_of_lesson(one) if key in lessons else _continuation(one)
        for key, one in found.items()
    }


def _continuation_of_lesson(found: Followed) -> Continuation:
    """Where a lesson for schools was spoken of: it waits for no recommendation and no answer."""
    dated = _session_stations(found.sessions)
    dated += [(_date_of(one.fact), _recommended_station(one.fact)) for one in found.recommendations]
    if found.recommendations:
        words = _("Een aanbeveling om toe te passen")
    elif _has_begun(latest := found.sessions[-1]):
        words = _("Besproken op {day}, om toe te passen").format(day=_day_of(latest))
    else:
        words = _on_agenda(latest)
    return Continuation(_by_day(dated), words, (TrailState.TO_APPLY.value,), _forums_of(found))


def _continuation(found: Followed) -> Continuation:
    dated = _session_stations(found.sessions)
    for one in found.recommendations:
        dated += _dated_recommendation(one)
    last = _furthest_station(found)
    if not found.recommendations:
        dated.append((date.max, last))
    return Continuation(
        _by_day(dated),
        _words(found, last),
        _states(found),
        _forums_of(found),
        tuple(_answered(fact) for one in found.recommendations for fact in one.answers),
    )


#: A station, and the day on which it stands in a trail.
Dated = tuple[date, Station]


def _by_day(dated: Iterable[Dated]) -> tuple[Station, ...]:
    """One line in the order of the days, whatever forum they are of; of one day as they come."""
    return tuple(station for _day, station in sorted(dated, key=itemgetter(0)))


def _dated_recommendation(one: FollowedRecommendation) -> list[Dated]:
    """What is waited for, or was promised by nobody, stands at today."""
    answers = zip(map(_date_of, one.answers), map(_answer_station, one.answers), strict=True)
    dated = [(_date_of(one.fact), _recommended_station(one.fact)), *answers]
    return dated + [(timezone.localdate(), waited) for waited in _waiting_stations(one)]


def _furthest_station(found: Followed) -> Station:
    """What the line in words tells: of the last recommendation the last answer or promise, before
    what nobody promised."""
    if not found.recommendations:
        return _no_recommendation_station(found.sessions)
    one = found.recommendations[-1]
    stations = answer_stations(one) or [_recommended_station(one.fact)]
    return next((each for each in reversed(stations) if each.state != "open"), stations[-1])


def _no_recommendation_station(sessions: Sequence[Fact]) -> Station:
    """It waits since the first session that talked about it; before that there is nothing to wait
    for."""
    begun = [_date_of(fact) for fact in sessions if _has_begun(fact)]
    since = waits_since(min(begun)) if begun else _("na het overleg")
    return Station("open", since, _("Nog geen aanbeveling"))


def _answered(fact: Fact) -> Answered:
    position = position_of(fact)
    return Answered(
        state=STATE_OF[position],
        word=str(position.label),
        quote=Truncator(fact.quote).chars(QUOTED - 1),
        who=fact.institution,
        when=_day_of(fact),
        url=_address_of_answer(fact),
    )


def _forums_of(found: Followed) -> tuple[tuple[str, str], ...]:
    """The forums that talk about it or that recommend on it, each once."""
    facts = [*found.sessions, *(one.fact for one in found.recommendations)]
    titles = {fact.forum_slug: fact.forum_title for fact in facts}
    return tuple((title, reverse("forum", args=[slug])) for slug, title in titles.items())


def _states(found: Followed) -> tuple[str, ...]:
    """The position of each answer; before that whether it is recommended, or only tabled."""
    if not found.recommendations:
        return (TABLED,)
    answers = [fact.position for one in found.recommendations for fact in one.answers]
    if answers:
        return tuple(sorted(set(answers)))
    asks = any(one.fact.asks_answer for one in found.recommendations)
    return (UNANSWERED if asks else TrailState.TO_APPLY.value,)


def _session_stations(sessions: Sequence[Fact]) -> list[Dated]:
    """Each session; of a forum with several, each is named, so that no two say the same."""
    times = Counter(fact.forum_slug for fact in sessions)
    return [
        (_date_of(fact), _session_station(fact, is_named=times[fact.forum_slug] > 1))
        for fact in sessions
    ]


def _session_station(fact: Fact, *, is_named: bool) -> Station:
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
        who=f"{fact.forum_title} · {fact.session}" if is_named else fact.forum_title,
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
    """The answers to a recommendation; who promised one and has not given it; who promised none."""
    return [*map(_answer_station, one.answers), *_waiting_stations(one)]


def _waiting_stations(one: FollowedRecommendation) -> list[Station]:
    """Who promised an answer and has not given it, then who was asked and promised none; where
    nobody was asked, that no answer came.
    """
    if not one.fact.asks_answer:
        return []
    stations = [_silence_station(fact) for fact in one.silences]
    stations += [_unpromised_station(fact.institution) for fact in one.unpromised]
    if stations or one.answers:
        return stations
    return [_unpromised_station("")]


def _unpromised_station(institution: str) -> Station:
    return Station("open", _("geen antwoord toegezegd"), _("Nog geen antwoord"), institution)


def _answer_station(fact: Fact) -> Station:
    position = position_of(fact)
    return Station(
        state=STATE_OF[position],
        when=_day_of(fact),
        what=str(position.label),
        who=fact.institution,
        url=_address_of_answer(fact),
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
    words = waits_since(promise.begins_on)
    if promise.due_on is not None:
        until = date_format(promise.due_on, "j F Y")
        words = _("{waits}, tijd tot en met {day}").format(waits=words, day=until)
    return "wait", words, what


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
    return f"{last.what}, {last.when if last.state == 'open' else last.who}"


def _on_agenda(fact: Fact) -> str:
    return _("Op de agenda van {day}").format(day=_day_of(fact))


def _has_begun(fact: Fact) -> bool:
    return fact.at is not None and fact.at <= timezone.now()


def _address(fact: Fact) -> str:
    return reverse("recommendation", args=[fact.forum_slug, fact.number])


def _address_of_answer(fact: Fact) -> str:
    return f"{_address(fact)}#antwoord-{fact.institution_id}"


def _day_of(fact: Fact) -> str:
    day = _date_of(fact)
    return date_format(day, "j F Y") if day != date.max else ""


def _date_of(fact: Fact) -> date:
    """The day of a fact; one that has none comes after all others."""
    day: date | None = timezone.localdate(fact.at) if fact.at else fact.on
    return day or date.max
