"""Documents to print: a template of Typst and its data make a PDF.

A template stands below ``templates/`` and reads everything it shows as data::

    #let data = json(bytes(sys.inputs.data))

so that words of people are words, whatever they look like; nothing is ever written into the
markup. The fonts are those that come with Typst. Nothing is fetched: a template imports no package.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any, Final, Literal

import typst
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder

#: Readable by screen readers: what Typst can't tag, or has no letter for, it refuses to make.
ACCESSIBLE: Final = "ua-1"


def pdf(template: str, data: Any) -> bytes:
    """The PDF of ``template`` (``forums/documents/badges.typ``) with ``data``, which fits JSON.

    The template names its title and language (``#set document(title: …)``, ``#set text(lang: …)``):
    an accessible document has both.
    """
    readable = json.dumps(data, cls=DjangoJSONEncoder)
    try:
        return _compiled(template, readable, [ACCESSIBLE])
    except typst.TypstError:
        # A name in a script that the fonts lack: a mark in its place, rather than no document.
        return _compiled(template, readable, [])


def _compiled(template: str, data: str, standards: list[Literal["ua-1"]]) -> bytes:
    root = settings.ROOT / "templates"
    made = typst.compile(
        root / template,
        root=root,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": data},
        pdf_standards=[*standards],
    )
    if not isinstance(made, bytes):
        raise TypeError(template)
    return made


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False)
