"""What to do next with a forum, in words and with its address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from forums.domain.next_steps import Act, NextStep, next_step
from forums.domain.opening import missing_of
from forums.pages import Forum
from forums.querysets import ForumQuerySet
from forums.records import Proposal, Session
from forums.views.forums import STATE_OF, period
from ui.trail import StationState


@dataclass(frozen=True)
class Step:
    """The next step: what it is, and where it is done."""

    words: str
    url: str
    act: Act


@dataclass(frozen=True)
class OrganisedForum:
    """A forum in a list of organisers."""

    forum: Forum
    period: str
    state: StationState
    word: str
    step: Step


def for_organisers(forums: ForumQuerySet) -> ForumQuerySet:
    """``forums`` with what `organised` asks: four statements more, whatever their number."""
    found: ForumQuerySet = forums.prefetch_related(
        "organisers",
        "promised_by",
        Prefetch("sessions", Session.objects.annotate(items=Count("agenda"))),
        Prefetch("proposals", Proposal.objects.undecided()),
    )
    return found


def organised(forum: Forum) -> OrganisedForum:
    """``forum`` with where it stands and what is next."""
    return OrganisedForum(
        forum=forum,
        period=period(forum),
        state=STATE_OF[forum.phase] if forum.live else "open",
        word=str(forum.phase.label) if forum.live else _("ontwerp"),
        step=step_of(forum),
    )


def step_of(forum: Forum) -> Step:
    """What is next with ``forum``, which comes `for_organisers`."""
    lacks = 0 if forum.live else len(missing_of(forum))
    sessions, proposals = list(forum.sessions.all()), list(forum.proposals.all())
    return _said(forum, next_step(forum, sessions, lacks=lacks, proposals=proposals))


def _said(forum: Forum, step: NextStep) -> Step:
    here: dict[Act, tuple[str, str, list[Any]]] = {
        Act.FILL_PROMISE: (_("Vul aan wat nodig is om te openen"), "edit_forum", []),
        Act.OPEN: (_("Open het forum"), "open_forum", []),
        Act.DECIDE: (_("Beslis over wat scholen voorstellen"), "forum_proposals", []),
        Act.SEND_DECISIONS: (_("Stuur de beslissingen naar de scholen"), "send_decisions", []),
        Act.PLAN_SESSION: (_("Plan een bijeenkomst"), "new_session", []),
        Act.WRITE_REPORT: (_("Schrijf het verslag"), "forum_report", []),
        Act.PUBLISH_REPORT: (_("Publiceer het verslag"), "publish_report", []),
    }
    if step.act in here:
        words, name, more = here[step.act]
        return Step(words, reverse(name, args=[forum.slug, *more]), step.act)
    if step.session is not None:
        agenda = reverse("organised_agenda", args=[forum.slug, step.session.number])
        return Step(_of_session(step.act, step.session), agenda, step.act)
    if step.act == Act.FOLLOW_ANSWERS:
        address = reverse("organise_recommendations", args=[forum.slug])
        return Step(_("Volg op wat beleid antwoordt"), address, step.act)
    return Step(_("Niets meer: dit forum is afgesloten"), "", step.act)


def _of_session(act: Act, session: Session) -> str:
    if act == Act.MAKE_AGENDA:
        return _("Maak de agenda van “{title}”").format(title=session.title)
    if act == Act.PUBLISH_AGENDA:
        return _("Publiceer de agenda van “{title}”").format(title=session.title)
    day = date_format(timezone.localtime(session.starts_at), "j F, H:i")
    return _("Volgende bijeenkomst: {title}, {day}").format(title=session.title, day=day)
