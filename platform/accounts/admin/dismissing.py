"""What somebody closed in the admin and does not want to see again."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.dismissibles import DismissiblesView

#: Wagtail's own keys are far shorter.
MOST_KEYS, LONGEST = 50, 100


class PlainDismissiblesView(DismissiblesView):
    """Wagtail's view, which takes whatever is JSON: here, plain marks by name."""

    def patch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Note what was closed; what is no list of marks is refused."""
        try:
            sent = json.loads(request.body)
        except (ValueError, RecursionError):
            return HttpResponseBadRequest()
        if not isinstance(sent, dict) or len(sent) > MOST_KEYS:
            return HttpResponseBadRequest()
        if not all(_is_name(name) and _is_mark(mark) for name, mark in sent.items()):
            return HttpResponseBadRequest()
        response: HttpResponse = super().patch(request, *args, **kwargs)
        return response


dismissibles = require_admin_access(PlainDismissiblesView.as_view())


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST and value.isprintable()


def _is_mark(value: Any) -> bool:
    return isinstance(value, bool) or _is_name(value)
