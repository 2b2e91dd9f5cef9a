"""What makes an office document fetch or start something as soon as somebody opens it.

Parts are read as a stream, never as a tree, and by the names without their prefixes: a program
that opens the file does not mind which prefix stands for what.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
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
_STARTING_FORMULA = re.compile(
    r"\b(?:DDE|RTD|WEBSERVICE|IMAGE|CALL|REGISTER(?:\.ID)?|EXEC)\s*\(", re.I
)
#: Words and names between quotes: what stands in them is no sign of a formula.
_QUOTED = re.compile(r"\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*'")
#: A question to a program, by its name and its subject; also where a quote stands astray.
_ASKS_A_PROGRAM = re.compile(r"[\w'\"]\s*\|[^!|{}]{0,999}!")
_ASKS_IN_QUOTES = re.compile(r"[\w']\s*\|\s*(?:'[^'|]*'\s*!|\"[^\"|]*\"\s*![$\w])")
#: What follows the name of a file or a sheet between quotes.
_CELL_FOLLOWS = re.compile(r"\s*[!#]")
#: Fields of Word, each behind a mark of where it begins.
_MARK = "\0"
_STARTING_FIELD = re.compile(_MARK + r"\s*DDE(?:AUTO)?\b", re.I)
#: A field that spells the words of the field around it, by numbers or before all others.
_SPELLING_FIELD = re.compile(
    rf"{_MARK}\s*QUOTE\s+(?:\"[^\"{_MARK}]*\"\s*)*[0-9]|{_MARK}\s*{_MARK}\s*QUOTE\b", re.I
)
_FETCHING_FIELD = re.compile(
    _MARK + r"\s*(?:INCLUDE(?:PICTURE|TEXT)?|IMPORT|LINK|RD|DATABASE)\b", re.I
)
_FORMULAS = frozenset(
    {"f", "formula", "formula1", "formula2", "definedName", "calculatedColumnFormula"}
)
_SAYING = _FORMULAS | {"instrText"}


def is_elsewhere(target: str) -> bool:
    """Whether what a document points to is no plain name in it, beside it or on one's own disk."""
    name = _OWN_DRIVE.sub("", unquote(target).strip(), count=1)
    return _ELSEWHERE.search(name) is not None


def _refuse_active_formula(formula: str) -> None:
    asks = _ASKS_IN_QUOTES.search(formula) or _ASKS_A_PROGRAM.search(_QUOTED.sub("''", formula))
    if asks or _STARTING_FORMULA.search(formula):
        raise starts_something()
    if any(map(_names_a_file_elsewhere, _names_before_a_cell(formula))):
        raise fetches_something()


def _names_before_a_cell(formula: str) -> Iterator[str]:
    """The names between quotes of which a cell follows; also where a quote stands astray."""
    for quoted in _QUOTED.finditer(formula):
        if _CELL_FOLLOWS.match(formula, quoted.end()):
            yield quoted[0][1:-1]
    pieces = formula.split("'")
    for name, following in pairwise(pieces):
        if _CELL_FOLLOWS.match(following):
            yield name


def _names_a_file_elsewhere(name: str) -> bool:
    """A sheet's name holds no stroke: "Jan:Mar" is a row of sheets."""
    return re.search(r"[\\/]", name) is not None and is_elsewhere(name)


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
        for formula in (values.get("formula"), values.get("expression")):
            if formula:
                _refuse_active_formula(formula)
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
        elif said:
            _refuse_active_formula(said)

    def endDocument(self) -> None:  # noqa: N802  (SAX)
        """Look at the fields: their words may be cut in pieces."""
        fields = "".join(self.fields)
        if _STARTING_FIELD.search(fields) or _SPELLING_FIELD.search(fields):
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


def holds_an_object() -> ValidationError:
    """What to say of a document with a thing of an old Office in it, that may be anything."""
    return ValidationError(
        _(
            "In dit bestand zit een ingesloten object waar een programma in kan zitten. Vervang het"
            " door een afbeelding, of bewaar het bestand als PDF."
        )
    )
