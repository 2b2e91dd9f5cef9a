"""What is different between two agendas of a session, in words that name no person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forums.enums import Format
from forums.records import AgendaVersion, Presenter, PublishedPresenter, Session
from forums.records.presenters import presented_by


@dataclass(frozen=True)
class Line:
    """An item of an agenda, with how long after the beginning of the session it begins."""

    key: int
    title: str
    minutes: int
    after: timedelta
    presenters: tuple[tuple[int | None, str], ...] = ()
    """Of each who opens it the key and the institution; no name."""
    conclusions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """When and where a session is, and what is on its agenda."""

    starts_at: datetime
    ends_at: datetime
    format: str
    place: str
    lines: tuple[Line, ...] = field(default=())


def plan_of(whole: Session | AgendaVersion, items: Iterable[Any]) -> Plan:
    """The plan of a session with its ``items`` in order, or of a version with those of then.

    Items come with their conclusions and presenters.
    """
    lines, after = [], timedelta()
    for item in items:
        lines.append(
            Line(
                key=getattr(item, "key", item.pk),
                title=item.title,
                minutes=item.minutes,
                after=after,
                presenters=tuple(_key_of(one) for one in item.presenters.all()),
                conclusions=tuple(sorted(one.reference for one in item.conclusions.all())),
            )
        )
        after += timedelta(minutes=item.minutes)
    return Plan(whole.starts_at, whole.ends_at, whole.format, whole.place, tuple(lines))


def changes_in_words(before: Plan, now: Plan) -> list[str]:
    """What somebody who knew ``before`` reads of ``now``; nothing when they are the same."""
    with translation.override(settings.LANGUAGE_CODE):
        return [*_of_session(before, now), *_of_items(before.lines, now)]


def _of_session(before: Plan, now: Plan) -> Iterator[str]:
    if (before.starts_at, before.ends_at) != (now.starts_at, now.ends_at):
        yield _("Ander moment: {now} (was {before}).").format(now=_span(now), before=_span(before))
    if (before.format, before.place) != (now.format, now.place):
        yield _("Andere plaats: {now} (was {before}).").format(
            now=_where(now), before=_where(before)
        )


def _span(plan: Plan) -> str:
    begin, end = timezone.localtime(plan.starts_at), timezone.localtime(plan.ends_at)
    return _("{begin} tot {end}").format(
        begin=date_format(begin, "l j F Y, H:i"), end=date_format(end, "H:i")
    )


def _where(plan: Plan) -> str:
    if plan.format == Format.ONLINE:
        return _("online")
    if plan.format == Format.HYBRID:
        return _("{place} en online").format(place=plan.place)
    return plan.place


def _of_items(before: Sequence[Line], now: Plan) -> Iterator[str]:
    known = {one.key: one for one in before}
    left = {one.key for one in now.lines}
    for one in before:
        if one.key not in left:
            yield _("Valt weg: “{title}”.").format(title=one.title)
    stayed = _in_same_order([one.key for one in before], [one.key for one in now.lines])
    previous = ""
    for one in now.lines:
        clock = date_format(timezone.localtime(now.starts_at + one.after), "H:i")
        if one.key not in known:
            yield _("Nieuw: “{title}”, om {clock}.").format(title=one.title, clock=clock)
        else:
            yield from _of_item(
                known[one.key], one, clock, previous, is_moved=one.key not in stayed
            )
        previous = one.title


def _of_item(
    before: Line, now: Line, clock: str, previous: str, *, is_moved: bool
) -> Iterator[str]:
    title = now.title
    if before.title != title:
        yield _("“{before}” heet nu “{title}”.").format(before=before.title, title=title)
    if is_moved and previous:
        words = _("“{title}” staat nu na “{previous}”, om {clock}.")
        yield words.format(title=title, previous=previous, clock=clock)
    elif is_moved:
        yield _("“{title}” staat nu vooraan, om {clock}.").format(title=title, clock=clock)
    elif before.after != now.after:
        yield _("“{title}” begint nu om {clock}.").format(title=title, clock=clock)
    if before.minutes != now.minutes:
        words = ngettext(
            "“{title}” duurt nu {now} minuut (was {before}).",
            "“{title}” duurt nu {now} minuten (was {before}).",
            now.minutes,
        )
        yield words.format(title=title, now=now.minutes, before=before.minutes)
    yield from _of_who_and_what(before, now)


def _of_who_and_what(before: Line, now: Line) -> Iterator[str]:
    title = now.title
    who, was = _institutions(now), _institutions(before)
    if who and who != was:
        yield _("Bij “{title}” komt aan het woord: {who}.").format(title=title, who=who)
    elif was and not who:
        yield _("Bij “{title}” is niemand meer aangekondigd.").format(title=title)
    elif before.presenters != now.presenters:
        yield _("Bij “{title}” komt iemand anders aan het woord.").format(title=title)
    added = [one for one in now.conclusions if one not in before.conclusions]
    gone = [one for one in before.conclusions if one not in now.conclusions]
    if added:
        words = _("“{title}” legt ook conclusie {references} voor.")
        yield words.format(title=title, references=", ".join(added))
    if gone:
        words = _("“{title}” legt conclusie {references} niet meer voor.")
        yield words.format(title=title, references=", ".join(gone))


def _key_of(one: Presenter | PublishedPresenter) -> tuple[int | None, str]:
    key = one.pk if isinstance(one, Presenter) else one.presenter_id
    return key, one.institution_name


def _institutions(line: Line) -> str:
    """Who opens it, without a name."""
    return ", ".join(presented_by(institution, "") for _key, institution in line.presenters)


def _in_same_order(before: Sequence[int], now: Sequence[int]) -> set[int]:
    """The most keys that stand in both in one order: the others are those that moved."""
    places = {key: place for place, key in enumerate(before)}
    longest: dict[int, list[int]] = {}
    for key in now:
        if key in places:
            earlier = [one for one in longest.values() if places[one[-1]] < places[key]]
            longest[key] = [*_longest(earlier), key]
    return set(_longest(longest.values()))


def _longest(rows: Iterable[list[int]]) -> list[int]:
    found: list[int] = max(rows, key=len, default=[])
    return found
