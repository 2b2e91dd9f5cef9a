"""What a person can do: buttons, a question to confirm."""

from typing import Any

from django.template import Context
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ui.components.library import attributes, draw, register


@register.simple_tag
def button(label: str, href: str = "", tone: str = "", type: str = "submit", **attrs: Any) -> str:
    """Draw a button, or with ``href`` a link that looks like one."""
    props = {"label": label, "href": href, "tone": tone, "type": type}
    return draw("button", {**props, "attrs": attributes(attrs)})


@register.simple_block_tag(takes_context=True, end_name="endconfirm")
def confirm(
    context: Context,
    content: SafeString,
    title: str,
    *,
    submit: str,
    cancel_url: str,
    action: str = "",
    tone: str = "",
    cancel: str = "",
) -> str:
    """Draw a page's one question: do it, or go back."""
    props = {
        "content": content,
        "title": title,
        "submit": submit,
        "cancel_url": cancel_url,
        "cancel": cancel or _("Toch niet"),
        "action": action,
        "tone": tone,
        "csrf_token": context.get("csrf_token"),
    }
    return draw("confirm", props)
