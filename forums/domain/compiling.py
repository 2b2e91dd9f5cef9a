"""Everything that the report of a forum has: what is written, and what is compiled beside it.

The page and the PDF show the same; it fits JSON, and has no name but those of who agreed to it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.formats import date_format

from forums.domain.participants import came_to
from forums.enums import MinutesState
from forums.records import Minutes, PublishedItem, Session
from showcase.records import PolicyConclusion

if TYPE_CHECKING:
    from forums.pages import Forum

Compiled = dict[str, Any]


def compiled(forum: Forum) -> Compiled:
    """The published report of ``forum``; six statements and those of its prefetches."""
    sessions = _sessions(forum)
    agendas, said = _agendas(sessions), _final_minutes(sessions)
    return {
        "title": forum.title,
        "question": forum.question,
        "reported_on": date_format(forum.reported_on, "j F Y") if forum.reported_on else "",
        "organisers": [one.name for one in forum.organisers.order_by("name")],
        "paragraphs": _paragraphs(forum.report),
        "summary": _paragraphs(forum.report_en),
        "corrections": [
            {
                "day": date_format(one.corrected_on, "j F Y"),
                "what": one.what,
                "before": _paragraphs(one.text_before),
            }
            for one in forum.corrections.order_by("corrected_on", "pk")
        ],
        "sessions": [_session(one, agendas[one.pk], said) for one in sessions],
        "recommendations": [_recommendation(one) for one in _recommendations(forum)],
        "present": _present(sessions),
    }


def _sessions(forum: Forum) -> list[Session]:
    """The sessions that took place."""
    found = Session.objects.taking_place().filter(forum=forum, ends_at__lte=timezone.now())
    return list(found.order_by("starts_at", "pk"))


def _agendas(sessions: list[Session]) -> defaultdict[int, list[PublishedItem]]:
    """The agenda in force of each: what organisers only worked on never becomes public here."""
    items = PublishedItem.objects.in_force().filter(version__session__in=sessions)
    known = items.select_related("version").prefetch_related(
        "conclusions__institution", "presenters__presenter"
    )
    agendas = defaultdict(list)
    for one in known.order_by("position"):
        agendas[one.version.session_id].append(one)
    return agendas


def _final_minutes(sessions: list[Session]) -> dict[int, Minutes]:
    """The minutes that are final, by the key of their item."""
    final = Minutes.objects.filter(item__session__in=sessions, state=MinutesState.FINAL)
    return {one.item_id: one for one in final}


def _session(session: Session, items: list[PublishedItem], said: dict[int, Minutes]) -> Compiled:
    return {
        "number": session.number,
        "title": session.title,
        "day": date_format(timezone.localtime(session.starts_at), "j F Y"),
        "where": session.place or str(session.get_format_display()),
        "anchor": f"bijeenkomst-{session.number}",
        "items_told": [_item(one, said.get(one.key)) for one in items],
    }


def _item(item: PublishedItem, final: Minutes | None) -> Compiled:
    """An item as it was published, with its minutes once they are final."""
    return {
        "title": item.title,
        "opened_by": item.opened_by,
        "paragraphs": _paragraphs(final.text) if final else [],
        "not_discussed": final.not_discussed if final else "",
        "conclusions": [
            _conclusion(one)
            for one in sorted(item.conclusions.all(), key=lambda one: one.reference)
        ],
    }


def _conclusion(one: PolicyConclusion) -> Compiled:
    return {
        "reference": one.reference,
        "statement": one.statement,
        "institution": one.institution.name,
        "path": one.get_absolute_url(),
    }


def _recommendations(forum: Forum) -> list[Any]:
    published = forum.recommendations.filter(published_on__isnull=False)
    known = published.select_related("forum", "policy_level", "policy_domain")
    rests_on = PolicyConclusion.objects.select_related("institution").order_by("reference")
    fetched = known.prefetch_related("addressees", Prefetch("based_on", rests_on))
    return list(fetched.order_by("number"))


def _recommendation(one: Any) -> Compiled:
    return {
        "number": one.number,
        "statement": one.statement,
        "dissent": one.dissent,
        "counter_findings": one.counter_findings,
        "rests_on": [_conclusion(each) for each in one.based_on.all()],
        "addressees": sorted(each.name for each in one.addressees.all()),
        "level": one.policy_level.label if one.policy_level else "",
        "domain": one.policy_domain.label if one.policy_domain else "",
        "path": one.get_absolute_url(),
    }


def _present(sessions: list[Session]) -> list[Compiled]:
    """Who was there: institution and capacity always, a name only by consent that still holds."""
    rows = came_to(sessions).values_list(
        "institution__name", "institution_name", "capacity", "name", "named_until"
    )
    today = timezone.localdate()
    found = {
        (known or typed, capacity, name if until is not None and until >= today else "")
        for known, typed, capacity, name, until in rows
    }
    return [
        {"institution": institution, "capacity": capacity, "name": name}
        for institution, capacity, name in sorted(found)
    ]


def _paragraphs(text: str) -> list[str]:
    """``text`` cut where a line is empty."""
    lines = text.replace("\r\n", "\n").split("\n\n")
    return [one.strip() for one in lines if one.strip()]
