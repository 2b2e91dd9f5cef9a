"""The server database, from one address."""

from typing import Any
from urllib.parse import unquote, urlsplit


def postgresql(url: str) -> dict[str, Any]:
    """Return the ``default`` database settings for ``postgresql://user:password@host:port/name``.

    Raises:
        ValueError: the address names no database.
    """
    parts = urlsplit(url)
    name = parts.path.lstrip("/")
    if parts.scheme not in {"postgresql", "postgres"} or not name:
        raise ValueError(f"Not a PostgreSQL address with a database name: {parts.scheme}://…")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
