"""Mail that the platform writes, from templates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from notifications.domain.posting import post

if TYPE_CHECKING:
    from accounts.records import User
    from notifications.records import OutgoingMail


def send(
    template: str,
    to: User | str,
    context: dict[str, Any],
    *,
    subject: str | None = None,
    calendar: str = "",
) -> OutgoingMail:
    """Write a mail to ``to`` and put it in the outbox; it leaves after the commit.

    ``template`` names ``notifications/<template>.txt`` and, where there is one,
    ``notifications/<template>.html``; with a slash in it, it is the whole path without the
    ending (``showcase/mail/submitted``). The first line of the text is the subject, unless
    ``subject`` gives it. Templates get ``base_url``, ``person`` (an account, or nothing) and the
    ``context``; they make links with ``{{ base_url }}{% url … %}``. ``calendar`` goes with it.
    """
    path = template if "/" in template else f"notifications/{template}"
    address = to if isinstance(to, str) else to.email
    filled = {
        **context,
        "base_url": settings.WAGTAILADMIN_BASE_URL.rstrip("/"),
        "address": address,
        "person": None if isinstance(to, str) else to,
    }
    with translation.override(settings.LANGUAGE_CODE):
        text = render_to_string(f"{path}.txt", filled).strip()
        if subject is None:
            subject, _newline, text = text.partition("\n")
        filled |= {"subject": subject.strip(), "text": text.strip()}
        html = render_to_string(
            [f"notifications/{template}.html", "notifications/plain.html"], filled
        )
    return post(
        [address],
        str(filled["subject"]),
        str(filled["text"]) + "\n",
        html=html,
        template=template,
        calendar=calendar,
    )


def absolute(path: str) -> str:
    """Return the address of ``path`` for in a mail."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path
