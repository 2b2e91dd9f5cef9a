"""How gunicorn serves in production. `GUNICORN_CMD_ARGS` overrules any of it."""

import logging
import os
from typing import Any

pythonpath = "platform"
bind = os.environ.get("BIND", "0.0.0.0:8000")
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
timeout = 60
graceful_timeout = 30
max_requests = 5000
max_requests_jitter = 500
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108, PTH112
control_socket_disable = True
accesslog = "-"
access_log_format = '%(t)s "%(m)s %(U)s" %(s)s %(B)s %(M)sms'


def post_worker_init(_worker: Any) -> None:
    """Where Elasticsearch finds, have the database's answer at hand too before visitors come."""
    from django.db import connection

    from search.engines.standby import be_ready

    try:
        be_ready()
    except Exception:  # a database without tables yet: /readyz tells it, and serving goes on
        logging.getLogger(__name__).exception("The search index could not be read yet")
    finally:
        connection.close()
