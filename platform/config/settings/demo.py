"""The demo: a machine of one's own, seen as a visitor sees it (real error pages, no toolbar)."""

import os

from config.settings.development import *  # noqa: F403

DEBUG = False
WHITENOISE_USE_FINDERS = True  # nothing to collect
WAGTAILADMIN_BASE_URL = os.environ.get("VERANKERD_ADDRESS", "http://127.0.0.1:8000")
