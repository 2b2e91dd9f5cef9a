"""Which engine answers: the one that was chosen, and the database when that one can't."""

from __future__ import annotations

import logging
from dataclasses import replace

from django.utils.translation import gettext as _

from search.elastic.breaker import breaker
from search.elastic.connection import is_chosen
from search.elastic.unavailable import NotAsked, Unavailable
from search.engines import database, elasticsearch
from search.engines.contract import Answered, Asked
from search.engines.standby import stay_ready

logger = logging.getLogger(__name__)


def answer(asked: Asked) -> Answered:
    """Answer ``asked``, within the same request, whatever happens to a server beside ours."""
    if not is_chosen():
        return database.answer(asked)
    if not breaker.may_ask():
        return _instead(asked, breaker.reason)
    try:
        answered = elasticsearch.answer(asked)
    except NotAsked as problem:
        return _instead(asked, str(problem))
    except Unavailable as problem:
        logger.warning("The database answers in place of Elasticsearch: %s", problem)
        breaker.failed(str(problem))
        return _instead(asked, str(problem))
    except Exception:
        # A mistake of ours: the visitor's page does not suffer for it.
        logger.exception("Elasticsearch could not be asked")
        reason = _("Het programma kon Elasticsearch niet bevragen.")
        return _instead(asked, reason)
    breaker.succeeded()
    stay_ready()
    return answered


def _instead(asked: Asked, reason: str) -> Answered:
    """The database's answer, for the time being: who asks again asks Elasticsearch first."""
    return replace(database.answer(asked), instead=reason, is_settled=False)
