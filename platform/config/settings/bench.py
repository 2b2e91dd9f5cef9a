"""The bench: the site of production's make, on made-up content, with a page that does nothing."""

import os
from pathlib import Path

from config.settings.demo import *  # noqa: F403
from config.settings.demo import MIDDLEWARE
from config.settings.embedded import sqlite
from config.settings.postgresql import postgresql

ROOT_URLCONF = "config.bench_urls"
MIDDLEWARE = ["config.counting.StatementsMiddleware", *MIDDLEWARE]
ACCOUNT_RATE_LIMITS = False
if url := os.environ.get("BENCH_DATABASE_URL"):
    DATABASES = {"default": postgresql(url)}
else:
    DATABASES = {"default": sqlite(Path(os.environ["BENCH_DATABASE"])) | {"CONN_MAX_AGE": 60}}
if url := os.environ.get("BENCH_ELASTICSEARCH_URL"):
    SEARCH_STORE = "elasticsearch"
    ELASTICSEARCH_URL = url
    ELASTICSEARCH_PREFIX = os.environ.get("BENCH_ELASTICSEARCH_PREFIX", "verankerd-bench")
