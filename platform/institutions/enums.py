"""Kinds of institution, capacities of people."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class InstitutionKind(models.TextChoices):
    """What an institution is."""

    SCHOOL = "school", _("school")
    SCHOOL_GROUP = "school_group", _("scholengemeenschap of scholengroep")
    BOARD = "board", _("schoolbestuur")
    GUIDANCE = "guidance", _("begeleidingsdienst")
    ADMINISTRATION = "administration", _("administratie")
    COUNCIL = "council", _("adviesraad")
    AGENCY = "agency", _("agentschap")
    UMBRELLA = "umbrella", _("koepel")
    UNION = "union", _("vakorganisatie")
    PARTNER = "partner", _("partner")


#: Institutions that write, or take part in what schools write: nothing is addressed to them.
WRITING_KINDS = frozenset({InstitutionKind.SCHOOL, InstitutionKind.PARTNER})


class Capacity(models.TextChoices):
    """In which capacity a person speaks for an institution."""

    COORDINATOR = "coordinator", _("coördinator internationalisering")
    HEAD = "head", _("directie")
    TEACHER = "teacher", _("leraar")
    ADVISER = "adviser", _("begeleider")
    OFFICER = "officer", _("medewerker")
    MODERATOR = "moderator", _("moderator")


#: Capacities that give access to a school's own space.
EDITING_CAPACITIES = frozenset({Capacity.COORDINATOR, Capacity.HEAD, Capacity.TEACHER})

#: Capacities that people of a school may give to others in their own school.
INVITING_CAPACITIES = EDITING_CAPACITIES | {Capacity.ADVISER}


class InvitationState(models.TextChoices):
    """Where an invitation stands."""

    OPEN = "open", _("verstuurd")
    ACCEPTED = "accepted", _("aanvaard")
    WITHDRAWN = "withdrawn", _("ingetrokken")
    EXPIRED = "expired", _("verlopen")
