"""What to do next with a forum, in words and with its address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from forums.domain.next_steps import Act, NextStep, for_next_steps, next_step
from forums.domain.opening import missing_of
from forums.pages import Forum
from forums.querysets import ForumQuerySet
from forums.records import Proposal, Session
from forums.views.forums import STATE_OF, period
from ui.trail import StationState

#: Where what is next with a session is done, when that is not its agenda.
PAGE_OF = {
    Act.OPEN_REGISTRATION: "registration_rules",
    Act.WRITE_MINUTES: "write_minutes",
    Act.ANSWER_CORRECTIONS: "write_minutes",
    Act.CLOSE_MINUTES: "write_minutes",
    Act.WAIT_FOR_CORRECTIONS: "write_minutes",
}


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
        Prefetch("sessions", for_next_steps()),
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
        name = PAGE_OF.get(step.act, "organised_agenda")
        address = reverse(name, args=[forum.slug, step.session.number])
        return Step(_of_session(step.act, step.session), address, step.act)
    if step.act == Act.FOLLOW_ANSWERS:
        address = reverse("organise_recommendations", args=[forum.slug])
        return Step(_("Volg op wat beleid antwoordt"), address, step.act)
    return Step(_("Niets meer: dit forum is afgesloten"), "", step.act)


def _of_session(act: Act, session: Session) -> str:
    said = {
        Act.SEE_WITHDRAWN: _("Een school trok iets in van de agenda van “{title}”: kijk na"),
        Act.MAKE_AGENDA: _("Maak de agenda van “{title}”"),
        Act.PUBLISH_AGENDA: _("Publiceer de agenda van “{title}”"),
        Act.OPEN_REGISTRATION: _("Zeg hoeveel plaatsen “{title}” heeft, en laat inschrijven"),
        Act.WRITE_MINUTES: _("Schrijf het verslag van “{title}”"),
        Act.ANSWER_CORRECTIONS: _("Beantwoord de opmerkingen bij het verslag van “{title}”"),
        Act.CLOSE_MINUTES: _("Maak het verslag van “{title}” definitief"),
        Act.WAIT_FOR_CORRECTIONS: _("Opmerkingen bij het verslag van “{title}” kunnen tot {day}"),
        Act.WAIT_FOR_SESSION: _("Volgende bijeenkomst: {title}, {day}"),
    }
    moment = session.corrections_until if act == Act.WAIT_FOR_CORRECTIONS else session.starts_at
    day = date_format(timezone.localtime(moment), "j F, H:i")
    return said[act].format(title=session.title, day=day)
