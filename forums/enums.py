"""Phases of a forum, forms of a meeting, what was promised and what was answered."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FoundKind(models.TextChoices):
    """What visitors find here; the value is its kind in the search index, permanent."""

    FORUM = "forum", _("overlegforum")
    SESSION = "session", _("bijeenkomst")
    RECOMMENDATION = "recommendation", _("aanbeveling")


class Phase(models.TextChoices):
    """Where a forum is: `forums.domain.phases` reads it from its dates, it is stored nowhere."""

    ANNOUNCED = "announced", _("aangekondigd")
    CALL = "call", _("oproep loopt")
    CONSULTATION = "consultation", _("in overleg")
    REPORTING = "reporting", _("verslag in de maak")
    FOLLOW_UP = "follow_up", _("in opvolging")
    CLOSED = "closed", _("afgesloten")


#: Phases in which something can still be brought in.
RUNNING_PHASES = frozenset({Phase.CALL, Phase.CONSULTATION})


class Access(models.TextChoices):
    """Who reads a forum, and who takes part in it."""

    PUBLIC = "public", _("openbaar: iedereen leest en kan meedoen")
    MEMBERS_TAKE_PART = "members_take_part", _("iedereen leest, alleen leden doen mee")
    MEMBERS_ONLY = "members_only", _("alleen leden lezen en doen mee")


#: What anybody may read.
PUBLIC_ACCESS = frozenset({Access.PUBLIC, Access.MEMBERS_TAKE_PART})


class Influence(models.TextChoices):
    """How far what participants say weighs on the decision."""

    INFORM = "inform", _("informeren")
    CONSULT = "consult", _("raadplegen")
    ADVISE = "advise", _("adviseren")
    DECIDE_TOGETHER = "decide_together", _("samen beslissen")


class Format(models.TextChoices):
    """Where a session takes place."""

    ON_SITE = "on_site", _("ter plaatse")
    ONLINE = "online", _("online")
    HYBRID = "hybrid", _("ter plaatse en online")


class SpeaksFor(models.TextChoices):
    """For whom an answer of policy speaks."""

    ADMINISTRATION = "administration", _("de administratie")
    MINISTER = "minister", _("de minister")
    ORGANISATION = "organisation", _("de organisatie")


class Position(models.TextChoices):
    """What an institution answers to a recommendation.

    The values are the slugs of the vocabulary ``response_positions``, which has their labels in
    four languages and their meaning; they stand here too because the database holds each to what
    it demands (`forums.records.PolicyResponse`).
    """

    TAKEN_UP = "opgenomen", _("Opgenomen")
    PARTLY_TAKEN_UP = "deels-opgenomen", _("Deels opgenomen")
    EXISTS_ALREADY = "bestaat-al", _("Bestaat al")
    UNDER_STUDY = "in-onderzoek", _("In onderzoek")
    NOT_TAKEN_UP = "niet-opgenomen", _("Niet opgenomen")
    NOT_COMPETENT = "niet-bevoegd", _("Niet bevoegd, doorgegeven")


#: The fields of an answer that only some positions demand, each with those positions.
DEMANDED_BY: dict[str, frozenset[Position]] = {
    "what": frozenset({Position.TAKEN_UP, Position.PARTLY_TAKEN_UP}),
    "due_on": frozenset({Position.TAKEN_UP, Position.PARTLY_TAKEN_UP, Position.UNDER_STUDY}),
    "reason": frozenset({Position.PARTLY_TAKEN_UP, Position.NOT_TAKEN_UP}),
    "document": frozenset({Position.EXISTS_ALREADY}),
    "forwarded_to": frozenset({Position.NOT_COMPETENT}),
}


class Mode(models.TextChoices):
    """How somebody takes part in a session."""

    ON_SITE = "on_site", _("ter plaatse")
    ONLINE = "online", _("online")


#: In which ways a session can be attended, by where it takes place.
MODES_OF: dict[str, tuple[Mode, ...]] = {
    Format.ON_SITE: (Mode.ON_SITE,),
    Format.ONLINE: (Mode.ONLINE,),
    Format.HYBRID: (Mode.ON_SITE, Mode.ONLINE),
}


class RegistrationState(models.TextChoices):
    """Where a registration stands."""

    CONFIRMED = "confirmed", _("heeft een plaats")
    OFFERED = "offered", _("kan een plaats aannemen")
    WAITING = "waiting", _("op de wachtlijst")
    CANCELLED = "cancelled", _("geannuleerd")
    LAPSED = "lapsed", _("plaats niet aangenomen")


#: The same, said to the one who registered.
SAID_TO_OWNER = {
    RegistrationState.CONFIRMED: _("je hebt een plaats"),
    RegistrationState.OFFERED: _("je kunt een plaats aannemen"),
    RegistrationState.WAITING: _("je staat op de wachtlijst"),
    RegistrationState.CANCELLED: _("je inschrijving is geannuleerd"),
    RegistrationState.LAPSED: _("je plaats is niet op tijd aangenomen"),
}


#: States in which a place is taken: confirmed, or kept while it is offered.
HOLDING_STATES = (RegistrationState.CONFIRMED, RegistrationState.OFFERED)

#: States of somebody who comes, or would like to.
ACTIVE_STATES = (*HOLDING_STATES, RegistrationState.WAITING)

#: States that are over.
ENDED_STATES = (RegistrationState.CANCELLED, RegistrationState.LAPSED)


class ContributionState(models.TextChoices):
    """Where a contribution to the discussion is."""

    WAITING = "waiting", _("wacht op nazicht")
    PUBLISHED = "published", _("gepubliceerd")
    HIDDEN = "hidden", _("verborgen")


class Ground(models.TextChoices):
    """What is wrong with a contribution: who reports or hides one says which."""

    PERSONAL_DATA = "personal_data", _("noemt of toont iemand herkenbaar")
    HURTFUL = "hurtful", _("kwetst, bedreigt of sluit mensen uit")
    OFF_TOPIC = "off_topic", _("gaat niet over de vraag van het forum")
    ADVERTISING = "advertising", _("is reclame of spam")
    UNLAWFUL = "unlawful", _("is in strijd met de wet")
    REPEATED = "repeated", _("staat er al")
    OTHER = "other", _("iets anders uit de huisregels")


class MinutesState(models.TextChoices):
    """Where the minutes of an item stand."""

    DRAFT = "draft", _("ontwerp")
    CORRECTIONS = "corrections", _("opmerkingen mogelijk")
    FINAL = "final", _("definitief")


class ProposalState(models.TextChoices):
    """Where a proposal for a forum is."""

    INVITED = "invited", _("gevraagd aan de school")
    OFFERED = "offered", _("voorgesteld")
    ACCEPTED = "accepted", _("aanvaard")
    ON_HOLD = "on_hold", _("in beraad")
    DECLINED = "declined", _("niet aanvaard")
    WITHDRAWN = "withdrawn", _("ingetrokken")


#: What organisers can decide.
DECISIONS = (ProposalState.ACCEPTED, ProposalState.ON_HOLD, ProposalState.DECLINED)

#: States in which organisers still can decide.
UNDECIDED_STATES = (ProposalState.OFFERED, ProposalState.ON_HOLD)

#: States in which a proposal counts: its conclusions can't be proposed again.
LIVING_STATES = (
    ProposalState.INVITED,
    ProposalState.OFFERED,
    ProposalState.ACCEPTED,
    ProposalState.ON_HOLD,
)
