"""Small pieces of text with a meaning of their own."""

from collections.abc import Iterable
from typing import Any

from django.utils.safestring import SafeString

from ui.components.library import draw, draw_again, register, trimmed
from ui.links import web_address

register.filter("web_address", web_address)


@register.simple_block_tag(end_name="endeyebrow")
def eyebrow(content: SafeString) -> str:
    """Draw the small line that says what kind of thing this is."""
    return draw("eyebrow", {"content": content})


@register.simple_tag
def margin_title(title: str, small: str = "", id: str = "") -> str:
    """Draw a section's title for the margin column."""
    return draw("margin_title", {"title": title, "small": small, "id": id})


@register.simple_tag
def state(kind: str, word: str) -> str:
    """Draw a state: a shape and its word."""
    return draw_again("state", kind=kind, word=word)


@register.simple_block_tag(end_name="endchips")
def chips(content: SafeString, label: str = "") -> str:
    """Draw a row of chips."""
    return draw("chips", {"content": content, "label": label})


@register.simple_tag
def chip(
    label: str, value: str = "", url: str = "", remove: bool = False, soft: bool = False
) -> str:
    """Draw one chip: a chosen filter that can be taken away, a theme, a keyword."""
    return draw(
        "chip", {"label": label, "value": value, "url": url, "remove": remove, "soft": soft}
    )


@register.simple_block_tag(end_name="endfacts")
def facts(content: SafeString, columns: bool = False) -> str:
    """Draw a list of facts."""
    return draw("facts", {"content": content, "columns": columns})


@register.simple_block_tag(end_name="endfact")
def fact(content: SafeString, label: str) -> str:
    """Draw one fact of the list. An empty one is left out."""
    return draw("fact", {"content": trimmed(content), "label": label})


@register.simple_block_tag(end_name="endcontribution")
def contribution(
    content: SafeString,
    speaker: str,
    *,
    meta: Iterable[str] = (),
    name: str,
    reply: bool = False,
    tone: str = "",
    heading: str = "h3",
) -> str:
    """Draw something said in a discussion."""
    props = {"speaker": speaker, "meta": list(meta), "name": name, "reply": reply, "tone": tone}
    return draw("contribution", {**props, "content": content, "heading": heading})


@register.simple_block_tag(end_name="endnote")
def note(content: SafeString, tone: str = "", title: str = "", heading: str = "h2") -> str:
    """Draw a remark that stands apart from the text."""
    return draw("note", {"content": content, "tone": tone, "title": title, "heading": heading})


@register.simple_tag
def message(text: str, tone: str = "info") -> str:
    """Draw what has just happened."""
    return draw("message", {"text": text, "tone": tone})


@register.simple_block_tag(end_name="endempty_state")
def empty_state(content: SafeString, title: str, heading: str = "h2") -> str:
    """Draw what stands where there is nothing, and what to do then."""
    return draw("empty_state", {"content": content, "title": title, "heading": heading})


@register.simple_tag
def timeline(moments: Any) -> str:
    """Draw what happened, in the order given."""
    return draw("timeline", {"moments": moments})


@register.simple_block_tag(end_name="endtable")
def table(
    content: SafeString, caption: str, hide_caption: bool = False, stacks: bool = False
) -> str:
    """Draw a table of data around its ``thead`` and ``tbody``."""
    props = {"caption": caption, "hide_caption": hide_caption, "stacks": stacks}
    return draw("table", {"content": content, **props})
