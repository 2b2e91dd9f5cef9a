"""What makes an office document fetch or start something as soon as somebody opens it.

Parts are read as a stream, never as a tree, and by the names without their prefixes: a program
that opens the file does not mind which prefix stands for what.
"""

from __future__ import annotations

import re
from typing import IO, Any
from urllib.parse import unquote
from xml.sax import SAXException
from xml.sax.handler import ContentHandler, feature_namespaces
from xml.sax.xmlreader import AttributesImpl
from zipfile import BadZipFile

from defusedxml.common import DefusedXmlException
from defusedxml.sax import make_parser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

#: A template or a workbook on one's own computer, as Word and Excel write it down.
_OWN_DRIVE = re.compile(r"(?:file:///)?[a-z]:[\\/](?![\\/])", re.I)
_ELSEWHERE = re.compile(r":|[\\/]{2}")
#: Elements that start a program, or ask one for data.
_STARTERS = frozenset({"event-listener", "ddeLink", "dde-source", "altChunk"})
#: Programs within the text of an open document, by their full names.
_SCRIPTS = frozenset({"office:script", "text:script", "script:module"})
_STARTING_FORMULA = re.compile(r"\b(?:DDE|RTD|WEBSERVICE|IMAGE)\s*\(", re.I)
#: Fields of Word, each behind a mark of where it begins.
_MARK = "\0"
_STARTING_FIELD = re.compile(_MARK + r"\s*DDE(?:AUTO)?\b", re.I)
_FETCHING_FIELD = re.compile(_MARK + r"\s*(?:INCLUDE(?:PICTURE|TEXT)?|IMPORT|LINK|RD)\b", re.I)
_SAYING = frozenset({"instrText", "f", "formula", "definedName"})


def is_elsewhere(target: str) -> bool:
    """Whether what a document points to is no plain name in it, beside it or on one's own disk."""
    name = _OWN_DRIVE.sub("", unquote(target).strip(), count=1)
    return _ELSEWHERE.search(name) is not None


def refuse_active_part(part: IO[bytes], *, is_open_document: bool) -> None:
    """Refuse a part of an office document that fetches or starts something.

    Raises:
        ValidationError: in words that say what to do.
        BadZipFile: the part is no proper XML.
    """
    reader = make_parser()
    reader.setFeature(feature_namespaces, False)
    reader.setContentHandler(_Acts(is_open_document))
    try:
        reader.parse(part)
    except (SAXException, DefusedXmlException, LookupError) as error:
        raise BadZipFile from error


class _Acts(ContentHandler):
    """Looks at the elements of one part as they pass."""

    def __init__(self, is_open_document: bool) -> None:
        super().__init__()
        self.is_open_document = is_open_document
        self.said: list[str] = []
        self.fields: list[str] = []
        self.says = False

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802  (SAX)
        """Look at what an element is, and where it points."""
        local = _local(name)
        values = {_local(key): str(attrs.getValue(key)) for key in attrs.getNames()}
        if local in _STARTERS or name in _SCRIPTS:
            raise starts_something()
        if self.is_open_document and local != "a" and is_elsewhere(values.get("href", "")):
            raise fetches_something()
        if _STARTING_FORMULA.search(f"{values.get('formula', '')} {values.get('expression', '')}"):
            raise starts_something()
        if local == "fldSimple":
            self.fields += [_MARK, values.get("instr", "")]
        elif local == "fldChar" and values.get("fldCharType") == "begin":
            self.fields.append(_MARK)
        self.says = local in _SAYING

    def characters(self, content: Any) -> None:
        """Keep the words of fields and formulas."""
        if self.says:
            self.said.append(content)

    def endElement(self, name: str) -> None:  # noqa: N802  (SAX)
        """Look at a formula; put the words of a field with the others, which it may go on from."""
        said, self.said, self.says = "".join(self.said), [], False
        if _local(name) == "instrText":
            self.fields.append(said)
        elif _STARTING_FORMULA.search(said):
            raise starts_something()

    def endDocument(self) -> None:  # noqa: N802  (SAX)
        """Look at the fields: their words may be cut in pieces."""
        fields = "".join(self.fields)
        if _STARTING_FIELD.search(fields):
            raise starts_something()
        if _FETCHING_FIELD.search(fields):
            raise fetches_something()


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def fetches_something() -> ValidationError:
    """What to say of a document that goes and gets something."""
    return ValidationError(
        _(
            "Dit bestand haalt iets op van een andere plaats zodra iemand het opent."
            " Verbreek de koppelingen, of bewaar het als PDF."
        )
    )


def starts_something() -> ValidationError:
    """What to say of a document with a program."""
    return ValidationError(
        _("In dit bestand zit een macro of een programma. Bewaar het zonder macro’s, of als PDF.")
    )
