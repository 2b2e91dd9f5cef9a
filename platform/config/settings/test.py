"""The tests: SQLite in memory, or PostgreSQL when ``TEST_DATABASE_URL`` names one."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from config.settings.base import *  # noqa: F403
from config.settings.embedded import sqlite
from config.settings.postgresql import postgresql

DEBUG = False
SECRET_KEY = "alleen-voor-de-tests"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SCRATCH = Path(tempfile.mkdtemp(prefix="verankerd-tests-"))
atexit.register(shutil.rmtree, SCRATCH, ignore_errors=True)
MEDIA_ROOT = SCRATCH / "media"
STATIC_ROOT = SCRATCH / "static"
STATIC_ROOT.mkdir()
EMAIL_BACKEND = MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DEMO_ACCOUNTS = True
AUDIT_LOG_MAY_BE_FLUSHED = True
ACCOUNT_RATE_LIMITS = False
KEEPS_PAGES = False  # a test that looks into a page wants it made
TASKS["default"]["BACKEND"] = "tests.background.TasksAtOnce"

if url := os.environ.get("TEST_DATABASE_URL"):
    # A thread that is done holds no connection: the database is dropped at the end.
    DATABASES = {"default": postgresql(url) | {"CONN_MAX_AGE": 0}}
else:
    # In a file: writers that meet in memory fail at once, where in a file they wait.
    DATABASES = {
        "default": sqlite(SCRATCH / "never-used.sqlite3")
        | {"TEST": {"NAME": str(SCRATCH / "tests.sqlite3")}}
    }
