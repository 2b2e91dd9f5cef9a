"""Sessions that ended, and those of who is erased."""

import json
from importlib import import_module

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

from accounts.records import User


def clear_expired_sessions() -> int:
    """Delete what browsers left behind that never came back. For the tidying.

    Django does not say how many; what goes here is no news to anybody.
    """
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    return 0


def erase_sessions_of(user: User, addresses: list[str]) -> None:
    """Delete every session of ``user``, and what says an address of theirs before a sign-in.

    How somebody signed in is kept with the address that was typed.
    """
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for session in Session.objects.iterator():
        kept = session.get_decoded()
        whose = kept.get(SESSION_KEY)
        words = json.dumps(kept, default=str, ensure_ascii=False).lower()
        if whose == str(user.pk) or (not whose and any(one in words for one in addresses)):
            store(session.session_key).delete()
