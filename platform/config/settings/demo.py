"""The demo: a machine of one's own, seen as a visitor sees it (real error pages, no toolbar)."""

import os

from config.settings.development import *  # noqa: F403
from config.settings.development import DATABASES, STATIC_ROOT

DEBUG = False
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # stays empty: there is nothing to collect
WHITENOISE_USE_FINDERS = True
KEEPS_PAGES = True
DATABASES["default"]["CONN_MAX_AGE"] = 60  # opening the file takes longer than most statements
WAGTAILADMIN_BASE_URL = os.environ.get("VERANKERD_ADDRESS", "http://127.0.0.1:8000")
