"""Production. Every ``os.environ[...]`` must be there: a missing one stops the start.

`docs/operations.md` lists the variables.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

from config.settings.base import *  # noqa: F403
from config.settings.base import ELASTICSEARCH_PREFIX, ELASTICSEARCH_SECONDS, LOGGING, VAR
from config.settings.postgresql import postgresql
from config.settings.secrecy import guarded_url, guarded_urls, one_of, secret_key


def _listed(value: str) -> list[str]:
    return [part.strip() for part in value.split(",") if part.strip()]


DEBUG = False
DEMO_ACCOUNTS = False
SECRET_KEY = secret_key(os.environ["SECRET_KEY"])

# Where it is found.
PUBLIC_URL = os.environ["PUBLIC_URL"].rstrip("/")
ALLOWED_HOSTS = _listed(os.environ["ALLOWED_HOSTS"])
CSRF_TRUSTED_ORIGINS = [
    "{0.scheme}://{0.netloc}".format(urlsplit(PUBLIC_URL)),
    *_listed(os.environ.get("CSRF_TRUSTED_ORIGINS", "")),
]
WAGTAILADMIN_BASE_URL = PUBLIC_URL
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
SEARCH_ENGINES_WELCOME = os.environ.get("SEARCH_ENGINES", "1") == "1"

# Only https. Behind a proxy that ends TLS and that sets the header itself, TRUST_PROXY=1.
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # the admin previews pages in a frame of our own
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
if os.environ.get("TRUST_PROXY") == "1":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1

# Servers.
DATABASES = {
    "default": postgresql(guarded_url(os.environ["DATABASE_URL"], name="DATABASE_URL"))
    | {"OPTIONS": {"connect_timeout": 5}}
}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": guarded_url(os.environ["REDIS_URL"], name="REDIS_URL"),
        "KEY_PREFIX": "verankerd",
        "OPTIONS": {"socket_connect_timeout": 2, "socket_timeout": 2},
    }
}
SEARCH_STORE = one_of(
    os.environ.get("SEARCH_STORE", "database"), {"database", "elasticsearch"}, name="SEARCH_STORE"
)
if SEARCH_STORE == "elasticsearch":
    ELASTICSEARCH_URL = guarded_urls(os.environ["ELASTICSEARCH_URL"], name="ELASTICSEARCH_URL")
    ELASTICSEARCH_PREFIX = os.environ.get("ELASTICSEARCH_PREFIX", ELASTICSEARCH_PREFIX)
    ELASTICSEARCH_SECONDS = float(os.environ.get("ELASTICSEARCH_SECONDS", ELASTICSEARCH_SECONDS))
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"

# Files: what schools upload on a volume, what we ship with a name that says its contents.
MEDIA_ROOT = Path(os.environ.get("MEDIA_ROOT", VAR / "media"))
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", VAR / "static"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Mail.
EMAIL_HOST = os.environ["EMAIL_HOST"]
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS") == "1"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ["DEFAULT_FROM_EMAIL"]

# Logs, for whoever runs the containers.
LOGGING |= {"root": {"handlers": ["output"], "level": os.environ.get("LOG_LEVEL", "INFO")}}
