"""What frames a page: header, menu, messages, footer."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.template import Context
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ui.components.library import draw, draw_again, register, trimmed


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One place of the main menu."""

    label: str | Promise
    url: str


class Place(NamedTuple):
    """A place of the menu on one page; ``here`` is what ``aria-current`` says of it."""

    label: str
    url: str
    here: str


MENU = (
    MenuItem(_("Projecten"), "/projecten/"),
    MenuItem(_("Conclusies"), "/conclusies/"),
    MenuItem(_("Overlegfora"), "/forums/"),
    MenuItem(_("Voor scholen"), "/voor-scholen/"),
    MenuItem(_("Over"), "/over/"),
)


@register.simple_tag(takes_context=True)
def site_header(context: Context) -> str:
    """Draw the header, with the place where the visitor is. Asks the database nothing.

    It also works without a request, for pages that tell that something went wrong.
    """
    path = getattr(context.get("request"), "path", "")
    menu = tuple(Place(str(item.label), item.url, _here(item.url, path)) for item in MENU)
    user = context.get("user")
    if user is None or not user.is_authenticated:
        return draw_again("site_header", items=menu)
    token = context.get("csrf_token")
    return draw("site_header", {"items": menu, "path": path, "user": user, "csrf_token": token})


@register.simple_tag
def site_footer() -> str:
    """Draw the footer."""
    return draw_again("site_footer")


def _here(url: str, path: str) -> str:
    """Return what ``aria-current`` says of ``url`` on the page at ``path``."""
    if path == url:
        return "page"
    return "true" if path.startswith(url) else ""


@register.simple_block_tag(end_name="endpage_header")
def page_header(
    content: SafeString,
    title: str,
    size: str = "",
    crumbs: Iterable[tuple[str, str]] = (),
    above: str = "",
    *,
    lang: str = "",
) -> str:
    """Draw a page's title, where it stands, and what is said below it."""
    props = {"content": trimmed(content), "title": title, "size": size, "lang": lang}
    return draw("page_header", {**props, "crumbs": list(crumbs), "above": above})


@register.simple_tag
def breadcrumb(crumbs: Iterable[tuple[str, str]]) -> str:
    """Draw the way back up: pairs of label and address, the page itself left out."""
    return draw("breadcrumb", {"crumbs": list(crumbs)})


@register.simple_block_tag(end_name="endquestion")
def question(
    content: SafeString, text: str, url: str, kicker: str, meta: Iterable[str] = ()
) -> str:
    """Draw the question of the moment over the whole width."""
    props = {"content": content, "text": text, "url": url, "kicker": kicker, "meta": list(meta)}
    return draw("question", props)
