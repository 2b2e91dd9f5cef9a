import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from ui.finders import STYLESHEET, StylesheetFinder, joined, parts

LIGHT, DARK = 0, 1
COLOUR = re.compile(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")


@pytest.fixture(scope="module")
def colours():
    return {name: pair for name, *pair in COLOUR.findall(joined())}


def luminance(colour):
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


SURFACES = ("paper", "sheet", "wash")
BODY = [("ink", surface) for surface in (*SURFACES, "wait-wash", "good-wash", "bad-wash", "mark")]
SMALL = [
    *((text, surface) for surface in SURFACES for text in ("ink-2", "link", "good", "bad")),
    *(("wait-ink", surface) for surface in SURFACES),
    *(
        (text, wash)
        for wash in ("wait-wash", "good-wash", "bad-wash")
        for text in ("ink-2", "link")
    ),
    ("wait-ink", "wait-wash"),
    ("good", "good-wash"),
    ("bad", "bad-wash"),
    ("on-action", "action"),
    ("on-action", "action-strong"),
    ("on-wait", "wait"),
    ("paper", "ink"),
    ("on-slate", "slate"),
    ("on-slate-2", "slate"),
    *(("ink", f"tint-{step}") for step in range(1, 8)),
    *(("on-action", f"tint-{step}") for step in range(8, 11)),
]
SHAPES = [(line, surface) for surface in SURFACES for line in ("edge", "focus", "action")]


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("pairs", "least"), [(BODY, 7), (SMALL, 4.5), (SHAPES, 3)], ids=["body", "small", "shapes"]
)
def test_colours_contrast_enough(colours, pairs, least, scheme):
    weak = {
        (text, surface): round(contrast(colours[text][scheme], colours[surface][scheme]), 2)
        for text, surface in pairs
        if contrast(colours[text][scheme], colours[surface][scheme]) < least
    }

    assert weak == {}


def test_stylesheet_orders_its_layers_first():
    assert joined().startswith("@layer tokens, base, layout, components, utilities;")


def test_stylesheet_has_no_rule_outside_a_layer():
    text = joined()
    outside = []
    depth = 0
    for piece in re.findall(r"[^{}]*[{}]", text):
        if piece.endswith("{"):
            if depth == 0:
                outside.append(piece[:-1].strip().split(";")[-1].strip())
            depth += 1
        else:
            depth -= 1

    assert {rule.split()[0] for rule in outside} == {"@layer", "@font-face", "@property"}


@pytest.mark.parametrize(
    "physical",
    [
        r"(margin|padding|border)-(left|right|top|bottom)\b",
        r"[{;]\s*(left|right|top|bottom|width|height):",
    ],
)
def test_stylesheet_uses_logical_properties(physical):
    assert re.search(physical, joined()) is None


def test_stylesheet_selects_no_id():
    selectors = re.findall(r"([^{}]*)\{", joined())

    assert [selector for selector in selectors if re.search(r"#[a-z]", selector)] == []


def test_stylesheet_is_found_as_one_file():
    assert Path(finders.find(STYLESHEET)).read_text(encoding="utf-8") == joined()


def test_stylesheet_is_collected_once():
    listed = list(StylesheetFinder().list(None))

    assert [path for path, _ in listed] == [STYLESHEET]
    with listed[0][1].open(STYLESHEET) as collected:
        assert collected.read().decode() == joined()


def test_stylesheet_is_written_again_when_it_is_old():
    finder = StylesheetFinder()
    finder.written().write_text("old", encoding="utf-8")

    assert finder.written().read_text(encoding="utf-8") == joined()


def test_stylesheet_contains_every_part():
    names = [part.name for part in parts()]

    assert names[:3] == ["tokens.css", "base.css", "layout.css"]
    assert names[-1] == "utilities.css"
    assert len(names) == len(set(names))


def test_fonts_come_with_their_licence():
    folder = parts()[0].parent.parent / "fonts"
    licences = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("OFL-*.txt"))]

    assert {path.name for path in folder.glob("*.woff2")} == {
        "atkinson-hyperlegible-next-latin-wght-italic.woff2",
        "atkinson-hyperlegible-next-latin-wght-normal.woff2",
        "bricolage-grotesque-latin-wght-normal.woff2",
    }
    assert len(licences) == 2
    assert all("SIL Open Font License, Version 1.1" in licence for licence in licences)
