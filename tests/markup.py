"""What is wrong with a page's HTML, for tests of any page."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

import html5lib

XHTML = "{http://www.w3.org/1999/xhtml}"
WITHOUT_NAME = {"hidden", "submit", "button", "reset", "image"}
DATA = {"application/json", "application/ld+json"}
HANDLER = re.compile(r"^on[a-z]+$")


def markup_problems(text: str) -> list[str]:
    """Return every problem of the page ``text``; an empty list when it is right.

    Looks at: HTML as the standard's parser reads it, ids that occur twice, references to ids that
    do not exist, controls without a name, styles and scripts inside the page, skipped headings.
    """
    parser = html5lib.HTMLParser()
    tree = parser.parse(text)
    problems = [f"line {place[0]}: {code} {detail}" for place, code, detail in parser.errors]
    elements = [element for element in tree.iter() if isinstance(element.tag, str)]
    return problems + _ids(elements) + _controls(elements) + _inline(elements) + _headings(elements)


def _ids(elements) -> list[str]:
    ids = Counter(element.get("id") for element in elements if element.get("id"))
    problems = [f"id twice: {name}" for name, count in ids.items() if count > 1]
    for element in elements:
        for attribute in ("for", "aria-labelledby", "aria-describedby", "form"):
            for name in (element.get(attribute) or "").split():
                if name not in ids:
                    problems.append(f"{attribute}={name} leads nowhere")
        href = element.get("href") or ""
        if href.startswith("#") and href[1:] not in ids:
            problems.append(f"href={href} leads nowhere")
    return problems


def _controls(elements) -> list[str]:
    labelled = {element.get("for") for element in elements if element.tag == f"{XHTML}label"}
    inside = {
        id(child)
        for element in elements
        if element.tag == f"{XHTML}label"
        for child in element.iter()
    }
    return [
        f"control without a label: {element.get('name')}"
        for element in elements
        if element.tag in {f"{XHTML}{kind}" for kind in ("input", "select", "textarea")}
        and element.get("type") not in WITHOUT_NAME
        and element.get("id") not in labelled
        and id(element) not in inside
        and not element.get("aria-label")
    ]


def _inline(elements) -> list[str]:
    problems = []
    for element in elements:
        if element.get("style") is not None:
            problems.append(f"style attribute on {element.tag.removeprefix(XHTML)}")
        if element.tag == f"{XHTML}style":
            problems.append("style element")
        data = element.get("src") or element.get("type") in DATA
        if element.tag == f"{XHTML}script" and not data:
            problems.append("script inside the page")
        problems += [f"{name} attribute" for name in element.attrib if HANDLER.match(name)]
    return problems


def _headings(elements) -> list[str]:
    levels = [
        int(element.tag[-1]) for element in elements if re.fullmatch(f"{XHTML}h[1-6]", element.tag)
    ]
    problems = [] if levels.count(1) == 1 else [f"{levels.count(1)} first headings"]
    for before, after in pairwise(levels):
        if after > before + 1:
            problems.append(f"heading {after} right after {before}")
    return problems
