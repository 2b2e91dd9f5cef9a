"""What Django must find."""

from institutions.records import Institution, Invitation, Mandate

__all__ = ["Institution", "Invitation", "Mandate"]
