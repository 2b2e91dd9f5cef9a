"""Who may see what was mailed."""

from accounts.permissions import Visitor, is_administrator


def can_see_mail(user: Visitor) -> bool:
    """Administrators see which mails left or failed, never their words."""
    return is_administrator(user)
