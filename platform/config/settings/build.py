"""Making the image: collects the static files the way production serves them, with no secret."""

import os
from pathlib import Path

from config.settings.base import *  # noqa: F403
from config.settings.base import VAR

SECRET_KEY = "alleen-om-te-bouwen"  # noqa: S105  (production refuses it)
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", VAR / "static"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
