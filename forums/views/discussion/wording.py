"""Plain text of people as HTML: paragraphs and links, everything else as it was typed."""

from __future__ import annotations

import re

from django.utils.html import Urlizer, format_html_join
from django.utils.safestring import SafeString, mark_safe


class _LinksOfPeople(Urlizer):
    """Links that give no weight to where they lead. An e-mail address stays text."""

    url_template = '<a href="{href}" rel="nofollow ugc">{url}</a>'

    @staticmethod
    def is_email_simple(value: str) -> bool:
        """Never: a mail address that somebody typed is no invitation to write to it."""
        return False


_linked = _LinksOfPeople()


def in_paragraphs(text: str) -> SafeString:
    """``text``, escaped, in paragraphs, with its web addresses as links."""
    paragraphs = [one for one in re.split(r"\n\s*\n", text.strip()) if one.strip()]
    return format_html_join("", "<p>{}</p>", ((_lines(one),) for one in paragraphs))


def _lines(paragraph: str) -> SafeString:
    linked = _linked(paragraph, trim_url_limit=60, autoescape=True)
    return mark_safe(linked.strip().replace("\n", "<br>"))  # noqa: S308  (escaped just before)
