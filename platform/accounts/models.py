"""What Django must find."""

from accounts.records import User

__all__ = ["User"]
