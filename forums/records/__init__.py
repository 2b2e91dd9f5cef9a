"""What a forum consists of: members, sessions, agenda, recommendations, answers of policy."""

from forums.records.agenda_versions import AgendaNotice, AgendaVersion, PublishedItem
from forums.records.calendar_addresses import CalendarAddress
from forums.records.contributions import (
    Contribution,
    ContributionReport,
    ContributionVersion,
    Hiding,
)
from forums.records.documents import AgendaDocument
from forums.records.members import MemberInvitation, Membership
from forums.records.minutes import Correction, Minutes, MinutesRevision
from forums.records.presenters import Presenter, PublishedPresenter
from forums.records.promises import PromiseCorrection
from forums.records.proposals import Proposal, ProposedConclusion
from forums.records.recommendations import PolicyResponse, Recommendation
from forums.records.registration_rules import RegistrationRules
from forums.records.registrations import (
    Registration,
    RegistrationRequest,
    Reminder,
    SessionNotice,
)
from forums.records.reports import ReportCorrection
from forums.records.sessions import AgendaItem, Session
from forums.records.tags import ForumLevel, ForumTheme

__all__ = [
    "AgendaDocument",
    "AgendaItem",
    "AgendaNotice",
    "AgendaVersion",
    "CalendarAddress",
    "Contribution",
    "ContributionReport",
    "ContributionVersion",
    "Correction",
    "ForumLevel",
    "ForumTheme",
    "Hiding",
    "MemberInvitation",
    "Membership",
    "Minutes",
    "MinutesRevision",
    "PolicyResponse",
    "Presenter",
    "PromiseCorrection",
    "Proposal",
    "ProposedConclusion",
    "PublishedItem",
    "PublishedPresenter",
    "Recommendation",
    "Registration",
    "RegistrationRequest",
    "RegistrationRules",
    "Reminder",
    "ReportCorrection",
    "Session",
    "SessionNotice",
]
