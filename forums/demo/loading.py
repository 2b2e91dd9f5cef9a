"""The demo's forums: four that are over and one that runs, with what policy answered."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from forums.demo.cast import institution
from forums.demo.discussion import load_discussion
from forums.demo.minutes import load_minutes
from forums.demo.registrations import load_registrations
from forums.domain.agenda_versions import next_version
from forums.domain.building import build_forums_index
from forums.domain.indexing import index_forums
from forums.domain.presenting import presenter_named
from forums.enums import (
    DECISIONS,
    LIVING_STATES,
    Format,
    Influence,
    Position,
    ProposalState,
    SpeaksFor,
)
from forums.pages import Forum
from forums.records import (
    AgendaItem,
    PolicyResponse,
    Proposal,
    ProposedConclusion,
    Recommendation,
    Session,
)
from institutions.records import Institution
from showcase.demo.writing import child_uuid, term
from showcase.records import PolicyConclusion
from sitepages.pages import HomePage
from vocabularies.enums import Scheme
from vocabularies.records import EducationLevel, Theme

Sample = dict[str, Any]

FORUMS = Path(__file__).with_name("forums.json")
FORMATS = {"ter plaatse": Format.ON_SITE, "online": Format.ONLINE, "hybride": Format.HYBRID}
INFLUENCES = {str(one.label): one for one in Influence}
LINK = "https://voorbeeld.example/meedoen"
HEARS_HOW = "per mail aan wie deelnam, en op deze pagina"
#: How long the last item of an agenda takes.
LAST_ITEM = timedelta(minutes=45)
#: When organisers decided on a proposal.
DECIDED_AFTER = timedelta(days=10)


@transaction.atomic
def load_forums() -> int:
    """Make the forums that are not there; return how many were made now."""
    index = build_forums_index(HomePage.objects.get())
    samples = json.loads(FORUMS.read_text(encoding="utf-8"))["forums"]
    missing = [one for one in samples if not Forum.objects.filter(slug=one["slug"]).exists()]
    for sample in missing:
        _make(index, sample)
    for sample in samples:
        _propose(sample)
    load_discussion()
    load_minutes()
    load_registrations()
    index_forums(Forum.objects.filter(live=True).values_list("pk", flat=True))
    return len(missing)


def _make(index: Any, sample: Sample) -> None:
    forum = _forum(sample)
    index.add_child(instance=forum)
    forum.save_revision().publish(skip_permission_checks=True)
    for number, meeting in enumerate(sample["sessions"], 1):
        _session(forum, number, meeting)
    known = {
        one["id"]: _recommendation(forum, number, one)
        for number, one in enumerate(sample["recommendations"], 1)
    }
    for answer in sample["policy_responses"]:
        for relates_to in answer["relates_to"]:
            _response(known[relates_to], answer)
    for one in known.values():
        _address(one, forum)


def _forum(sample: Sample) -> Forum:
    promise, call = sample["promise"], sample.get("call")
    recommended = [one["published"] for one in sample["recommendations"]]
    is_over = sample["status"] == "afgerond"
    forum = Forum(
        title=sample["title"],
        slug=sample["slug"],
        question=sample["question"],
        background=sample["background"],
        is_example=sample["fictional"],
        starts_on=date.fromisoformat(sample["period"]["start"]),
        ends_on=date.fromisoformat(sample["period"]["end"]),
        call_opens_on=date.fromisoformat(call["start"]) if call else None,
        call_closes_on=date.fromisoformat(call["end"]) if call else None,
        feeds=promise["feeds"],
        influence=INFLUENCES[promise["influence"]],
        answer_term_days=promise["answer_term_days"],
        hears_how=HEARS_HOW,
        opened_on=date.fromisoformat(sample["period"]["start"]),
        report=sample["report_text"] if is_over else "",
        report_en=sample["report_summary_en"] if is_over else "",
        reported_on=date.fromisoformat(max(recommended)) if is_over else None,
        stays_public=bool(recommended),
    )
    forum.organisers = [Institution.objects.get(slug=slug) for slug in sample["organisers"]]
    forum.promised_by = [institution(name) for name in promise["answers_promised_by"]]
    forum.themes.set(list(Theme.objects.filter(slug__in=sample["themes"])))
    forum.levels.set(list(EducationLevel.objects.filter(slug__in=sample["education_levels"])))
    forum.policy_levels = _terms(Scheme.POLICY_LEVELS, sample["policy_levels"])
    forum.policy_domains = _terms(Scheme.POLICY_DOMAINS, sample["policy_domains"])
    forum.brings = {one["group"]: one["role"] for one in sample["invited_stakeholders"]}
    forum.stakeholders = _terms(Scheme.STAKEHOLDER_GROUPS, forum.brings)
    return forum


def _terms(scheme: Scheme, slugs: Iterable[str]) -> list[Any]:
    return [term(scheme, slug) for slug in slugs]


def _session(forum: Forum, number: int, sample: Sample) -> None:
    day = date.fromisoformat(sample["date"])
    starts = [_moment(day, item["time"]) for item in sample["agenda"]]
    ends_at = starts[-1] + LAST_ITEM
    form = FORMATS[sample["format"]]
    session = Session.objects.create(
        forum=forum,
        number=number,
        title=sample["title"],
        format=form,
        place=sample["place"],
        link="" if form == Format.ON_SITE else LINK,
        starts_at=starts[0],
        ends_at=ends_at,
    )
    lengths = [later - earlier for earlier, later in pairwise([*starts, ends_at])]
    for position, (item, length) in enumerate(zip(sample["agenda"], lengths, strict=True), 1):
        made = AgendaItem.objects.create(
            session=session,
            position=position,
            title=item["title"],
            minutes=length.total_seconds() // 60,
        )
        made.conclusions.set(_conclusions(item["conclusions"]))
        if words := _named(item["by"]):
            presenter_named(made, words).save()
    next_version(session, by=None)
    session.save(update_fields=["agenda_version"])


def _propose(sample: Sample) -> None:
    """What schools proposed, also to a forum of an earlier version that had no proposals."""
    forum = Forum.objects.get(slug=sample["slug"])
    if not forum.proposals.exists():
        for proposed in sample.get("proposals", ()):
            _proposal(forum, proposed)


def _proposal(forum: Forum, sample: Sample) -> None:
    conclusions = _conclusions(sample["conclusions"])
    state = ProposalState(sample["state"])
    asked_or_offered = _moment(date.fromisoformat(sample["date"]), "12:00")
    is_asked = state == ProposalState.INVITED
    made = Proposal.objects.create(
        forum=forum,
        institution=conclusions[0].institution,
        motivation=sample["motivation"],
        state=state,
        reason=sample.get("reason", ""),
        invited_at=asked_or_offered if is_asked else None,
        offered_at=None if is_asked else asked_or_offered,
        decided_at=asked_or_offered + DECIDED_AFTER if state in DECISIONS else None,
    )
    for one in conclusions:
        ProposedConclusion.objects.create(
            proposal=made, forum=forum, conclusion=one, is_living=state in LIVING_STATES
        )


def _named(words: str) -> str:
    """``words`` with schools where the samples name projects (P03)."""
    return re.sub(r"\bP\d\d\b", lambda found: _school_of(found.group()), words)


def _school_of(project: str) -> str:
    first = PolicyConclusion.objects.select_related("institution").get(
        uuid=child_uuid(project, "C1")
    )
    return str(first.institution.name)


def _moment(day: date, clock: str) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(clock)))


def _conclusions(names: Iterable[str]) -> list[PolicyConclusion]:
    """The conclusions behind ``P03.C1``: project and conclusion of the sample projects."""
    return list(
        PolicyConclusion.objects.filter(uuid__in=[child_uuid(*name.split(".")) for name in names])
    )


def _recommendation(forum: Forum, number: int, sample: Sample) -> Recommendation:
    made = Recommendation.objects.create(
        forum=forum,
        number=number,
        statement=sample["text"],
        policy_level=term(Scheme.POLICY_LEVELS, sample["policy_level"]),
        policy_domain=term(Scheme.POLICY_DOMAINS, sample["policy_domain"]),
        published_on=date.fromisoformat(sample["published"]),
    )
    made.based_on.set(_conclusions(sample["based_on"]))
    return made


def _response(recommendation: Recommendation, sample: Sample) -> None:
    forwarded_to = sample.get("forwarded_to")
    PolicyResponse.objects.create(
        recommendation=recommendation,
        institution=institution(sample["institution"]),
        speaks_for=SpeaksFor(sample["speaks_for"]),
        stakeholder_group=term(Scheme.STAKEHOLDER_GROUPS, sample["stakeholder_group"]),
        position=Position(sample["position"]),
        text=sample["text"],
        answered_on=date.fromisoformat(sample["date"]),
        recorded_at=_moment(date.fromisoformat(sample["date"]), "12:00"),
        what=sample.get("what", ""),
        due_on=date.fromisoformat(sample["due"]) if "due" in sample else None,
        reason=sample.get("reason", ""),
        forwarded_to=institution(forwarded_to) if forwarded_to else None,
    )


def _address(recommendation: Recommendation, forum: Forum) -> None:
    """Who answered was asked; what nobody answered went to whoever promised the forum to."""
    asked = [answer.institution for answer in recommendation.responses.all()]
    if not asked and recommendation.asks_answer:
        asked = list(forum.promised_by.all())
    recommendation.addressees.set(asked)
