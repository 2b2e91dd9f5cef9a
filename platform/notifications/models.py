"""What Django must find."""

from notifications.records import OutgoingMail

__all__ = ["OutgoingMail"]
