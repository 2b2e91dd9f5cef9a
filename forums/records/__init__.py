"""What a forum consists of: sessions, agenda, recommendations, answers of policy."""

from forums.records.recommendations import PolicyResponse, Recommendation
from forums.records.reports import ReportCorrection
from forums.records.sessions import AgendaItem, Session
from forums.records.tags import ForumLevel, ForumTheme

__all__ = [
    "AgendaItem",
    "ForumLevel",
    "ForumTheme",
    "PolicyResponse",
    "Recommendation",
    "ReportCorrection",
    "Session",
]
