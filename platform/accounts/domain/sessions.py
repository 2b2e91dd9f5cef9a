"""Sessions that ended."""

from importlib import import_module

from django.conf import settings


def clear_expired_sessions() -> int:
    """Delete what browsers left behind that never came back. For the tidying.

    Django does not say how many; what goes here is no news to anybody.
    """
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    return 0
