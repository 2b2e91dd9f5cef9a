"""What production refuses to take, for a secret or for a choice."""

from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

KEY_LENGTH = 50
PASSWORD_LENGTH = 12
DIFFERENT_CHARACTERS = 8
WELL_KNOWN = (
    "alleen-voor",
    "change-me",
    "changeme",
    "django-insecure",
    "example",
    "geheim",
    "password",
    "postgres",
    "redis",
    "secret",
    "verander",
    "verankerd",
    "voorbeeld",
    "wachtwoord",
)


def refuse_weak(value: str, *, name: str, length: int) -> str:
    """Return ``value`` when it can be a secret.

    Raises:
        ImproperlyConfigured: it is shorter than ``length``, repeats a few characters, or holds a
            word that stands in examples. The message names the variable, never its value.
    """
    if len(value) < length:
        raise ImproperlyConfigured(f"{name} is too short: use at least {length} characters.")
    if len(set(value)) < DIFFERENT_CHARACTERS:
        raise ImproperlyConfigured(f"{name} repeats the same few characters: use a random value.")
    if any(word in value.lower() for word in WELL_KNOWN):
        raise ImproperlyConfigured(f"{name} looks like an example: use a random value.")
    return value


def secret_key(value: str) -> str:
    """Return ``value`` when it can sign sessions."""
    return refuse_weak(value, name="SECRET_KEY", length=KEY_LENGTH)


def guarded_url(url: str, *, name: str) -> str:
    """Return the address of a server when its password can be a secret.

    An address without a host is a socket of this machine, which needs no password.
    """
    parts = urlsplit(url)
    if parts.hostname:
        refuse_weak(
            unquote(parts.password or ""), name=f"The password in {name}", length=PASSWORD_LENGTH
        )
    return url


def guarded_urls(urls: str, *, name: str) -> str:
    """Return addresses with commas between them when each password that is there can be a secret.

    A server that only our own containers reach may have none.

    Raises:
        ImproperlyConfigured: a weak password, or no address of a web server.
    """
    for url in urls.split(","):
        parts = urlsplit(url.strip())
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ImproperlyConfigured(f"{name} must be addresses with http:// or https://.")
        if parts.password:
            guarded_url(url.strip(), name=name)
    return urls


def one_of(value: str, choices: set[str], *, name: str) -> str:
    """Return ``value`` when it is one of ``choices``."""
    if value not in choices:
        raise ImproperlyConfigured(f"{name} must be one of: {', '.join(sorted(choices))}.")
    return value
