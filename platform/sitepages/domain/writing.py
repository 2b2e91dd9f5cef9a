"""Texts of the site as plain files: names and values, a line of dashes, then the body.

A body has paragraphs, ``## `` tussentitels, ``- `` points, ``> title | remark`` and
``=> label | address | explanation``, with blank lines between them. Inside a paragraph stand
``**bold**`` and ``[label](address)``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).resolve().parents[1] / "content"
Body = list[tuple[str, Any]]


class UnreadableTextError(Exception):
    """A file of the site's own texts is not written as it should be."""


@dataclass(frozen=True)
class Text:
    """One file: its name, what its head says, and its body as blocks."""

    slug: str
    head: dict[str, str]
    body: Body

    def listed(self, name: str) -> list[str]:
        """A value of the head that names several things, with commas between them."""
        return [one.strip() for one in self.head.get(name, "").split(",") if one.strip()]


def read_text(path: Path) -> Text:
    """Read one file.

    Raises:
        UnreadableTextError: the head is not closed, or a line of it has no value.
    """
    head, dashes, body = path.read_text(encoding="utf-8").partition("\n---\n")
    if not dashes:
        raise UnreadableTextError(f"{path.name}: no line of dashes below the head")
    values: dict[str, str] = {}
    for line in head.strip().splitlines():
        name, colon, value = line.partition(":")
        if not colon:
            raise UnreadableTextError(f"{path.name}: no value in “{line}”")
        values[name.strip()] = value.strip()
    return Text(path.stem, values, parse_body(body))


def read_folder(name: str) -> list[Text]:
    """Every text of a folder, by file name."""
    return [read_text(path) for path in sorted((CONTENT / name).glob("*.txt"))]


def parse_body(source: str) -> Body:
    """The blocks of a body, as a StreamField takes them; paragraphs in a row are one block."""
    blocks: Body = []
    for piece in re.split(r"\n\s*\n", source.strip()):
        kind, value = _block(" ".join(piece.split("\n")) if piece[:2] != "- " else piece)
        if kind == "text" and blocks and blocks[-1][0] == "text":
            blocks[-1] = ("text", blocks[-1][1] + value)
        else:
            blocks.append((kind, value))
    return blocks


def _block(piece: str) -> tuple[str, Any]:
    if piece.startswith("## "):
        return "heading", piece[3:].strip()
    if piece.startswith("- "):
        points = re.split(r"\n(?=- )", piece)
        return "list", [_paragraph(" ".join(point[2:].split())) for point in points]
    if piece.startswith("> "):
        title, _, text = piece[2:].partition(" | ")
        return "note", {"title": title.strip(), "text": _paragraph(text.strip())}
    if piece.startswith("=> "):
        label, url, explanation = (part.strip() for part in f"{piece[3:]} | ".split(" | ")[:3])
        return "link", {"label": label, "url": url, "explanation": explanation}
    return "text", _paragraph(piece.strip())


def _paragraph(text: str) -> str:
    """A paragraph of rich text."""
    marked = escape(text, quote=False)
    marked = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", marked)
    marked = re.sub(r"\[(.+?)\]\(([^)\s\"]+)\)", r'<a href="\2">\1</a>', marked)
    return f"<p>{marked}</p>"
