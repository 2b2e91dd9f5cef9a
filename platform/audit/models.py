"""What Django must find."""

from audit.records import Event

__all__ = ["Event"]
