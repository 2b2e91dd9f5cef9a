"""Linking to another site, in the editor of a text."""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.views.chooser import ExternalLinkView as WagtailsView


class ExternalLinkView(WagtailsView):
    """Shows an address that is none again; Wagtail's own view answers nothing at all then."""

    def post(self, request: HttpRequest) -> Any:
        """Take the address, or ask again."""
        return super().post(request) or self.render_form_response()
