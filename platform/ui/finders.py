"""One stylesheet for a page, joined from one file per component."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

STYLESHEET = "ui/css/ui.css"
PARTS = Path(__file__).parent / "static/ui/css"
HEAD = ("tokens.css", "base.css", "layout.css")
TAIL = ("utilities.css",)


def parts() -> list[Path]:
    """Return the stylesheets in the order in which they are joined.

    The cascade layers decide which rule wins, so among components the order does not matter.
    """
    components = sorted((PARTS / "components").glob("*.css"))
    return [*(PARTS / name for name in HEAD), *components, *(PARTS / name for name in TAIL)]


def joined() -> str:
    """Return the whole stylesheet, without comments and the space that says nothing.

    Only space beside a brace or semicolon goes: elsewhere it may be a selector of its own.
    """
    return packed(as_written())


def as_written() -> str:
    """Return the stylesheets as people wrote them, one after the other."""
    return "\n".join(part.read_text(encoding="utf-8") for part in parts())


def packed(text: str) -> str:
    """Return the same rules in less space."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return re.sub(r"\s*([{};])\s*", r"\1", text).replace(";}", "}").strip()


class StylesheetFinder(BaseFinder):
    """Offers ``ui/css/ui.css`` to ``collectstatic`` and the development server.

    A page then loads one file, nobody runs a build, and no generated file can be out of date:
    it is written anew, outside the source, when one of its parts has changed.
    """

    # Django keeps found locations here for its error messages.
    searched_locations: ClassVar[list[str]] = []

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        self.storage = FileSystemStorage(location=settings.VAR / "css")
        super().__init__(*args, **kwargs)

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """Return where the stylesheet is, when ``path`` is its name."""
        if path != STYLESHEET:
            return []
        found = str(self.written())
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Any]]:
        """Offer the stylesheet to ``collectstatic``."""
        self.written()
        yield STYLESHEET, self.storage

    def written(self) -> Path:
        """Return the stylesheet's file, after writing it when its parts say something else.

        It is put in place in one step, so that two processes can do this at the same time.
        """
        path = Path(self.storage.path(STYLESHEET))
        text = joined()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            draft = path.with_name(f"ui.{id(self)}.tmp")
            draft.write_text(text, encoding="utf-8")
            draft.replace(path)
        return path
