"""The guides of each role name menus and buttons as they stand on the screen."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCREENS = ("templates", "platform", "showcase", "forums")
#: Named by Wagtail itself.
OF_WAGTAIL = {"Pagina’s"}
#: What code hands words to the screen with.
GETTEXT = {
    *("gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"),
    *("npgettext", "npgettext_lazy", "_"),
}
#: The same in a template: of a tag, of a value, and of a block with its plural.
TRANSLATED = re.compile(r"""(?:{%-?\s*trans(?:late)?\s+|\b_\()(["'])(.*?)\1""", re.DOTALL)
BLOCKS = re.compile(r"{%\s*blocktrans(?:late)?\b[^%]*%}(.*?){%\s*endblocktrans", re.DOTALL)
BETWEEN = re.compile(r"{%\s*plural\s*%}")
FILLED_IN = re.compile(r"{{.*?}}")
COMMENTS = re.compile(r"{#.*?#}|{%\s*comment\b.*?endcomment\s*%}", re.DOTALL)


def said_by_code(text: str) -> Iterator[str]:
    """The words in calls of gettext."""
    for call in ast.walk(ast.parse(text)):
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in GETTEXT:
            for given in call.args:
                if isinstance(given, ast.Constant) and isinstance(given.value, str):
                    yield given.value


def said_by_template(text: str) -> Iterator[str]:
    """The words in tags that translate."""
    text = COMMENTS.sub("", text)
    yield from (match[2] for match in TRANSLATED.finditer(text))
    for block in BLOCKS.finditer(text):
        yield from (FILLED_IN.sub("…", words) for words in BETWEEN.split(block[1]))


@cache
def on_screen() -> str:
    """All that templates and code say on the screen, with line breaks as spaces."""
    said = []
    for top in SCREENS:
        for one in sorted((ROOT / top).rglob("*")):
            if one.suffix == ".py":
                said += said_by_code(one.read_text(encoding="utf-8"))
            elif one.suffix == ".html":
                said += said_by_template(one.read_text(encoding="utf-8"))
    return "\n".join(" ".join(words.split()) for words in said)


@pytest.mark.parametrize("role", ["scholen", "beleid", "moderatoren"])
@pytest.mark.slow
def test_a_guide_names_what_stands_on_the_screen(role):
    guide = (ROOT / "docs" / f"handleiding-{role}.md").read_text(encoding="utf-8")
    # Bold is a heading of a step, italics alone and in bold are words of the screen.
    plain = re.sub(r"(?<!\*)\*\*(?!\*).+?(?<!\*)\*\*(?!\*)", "", guide, flags=re.DOTALL)
    named = {" ".join(one.split()).rstrip(" .…") for one in re.findall(r"\*+([^*]+?)\*+", plain)}

    assert len(named) > 10
    assert {one for one in named if one not in on_screen()} == OF_WAGTAIL & named
