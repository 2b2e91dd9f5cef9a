"""A machine of one's own: SQLite, mail in a folder, no secret. The demo runs on it."""

from config.settings.base import *  # noqa: F403
from config.settings.base import VAR
from config.settings.embedded import sqlite

VAR.mkdir(exist_ok=True)

DEBUG = True
SECRET_KEY = "alleen-voor-deze-machine"  # noqa: S105  (never a production key)
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]
DATABASES = {"default": sqlite(VAR / "verankerd.sqlite3")}
MAIL_TRANSPORT = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"
DEMO_ACCOUNTS = True
AUDIT_LOG_MAY_BE_FLUSHED = True
KEEPS_PAGES = False  # a template that is being written changes too
