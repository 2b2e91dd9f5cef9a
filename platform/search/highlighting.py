"""Marking the words of a question in a text, as the index understood them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.analysis.compounds import Lexicon
from search.analysis.folding import composed
from search.analysis.stems import stems
from search.analysis.tokens import read, tokens

ELLIPSIS = "…"


class Marker:
    """Knows the terms that were looked for, and marks every word that answers them."""

    def __init__(self, terms: Iterable[str] = (), lexicon: Lexicon | None = None) -> None:
        self.terms = frozenset(terms)
        self._lexicon = lexicon or Lexicon()
        self._answers: dict[str, str] = {}

    def __bool__(self) -> bool:
        return bool(self.terms)

    def marked(self, text: str) -> SafeString:
        """``text`` as HTML with its words in ``mark``; everything else escaped."""
        text = composed(text)
        pieces: list[str] = []
        done = 0
        for start, end, _term in self._spans(text):
            pieces += [escape(text[done:start]), "<mark>", escape(text[start:end]), "</mark>"]
            done = end
        pieces.append(escape(text[done:]))
        return mark_safe("".join(pieces))  # noqa: S308  (every piece was escaped)

    def worth(self, text: str) -> int:
        """How many different terms ``text`` answers."""
        return len({term for _start, _end, term in self._spans(composed(text))})

    def best(self, texts: Sequence[str], width: int = 260) -> SafeString:
        """A fragment of the first of ``texts`` that answers most."""
        given = [text for text in texts if text] or [""]
        return self.excerpt(max(given, key=self.worth), width)

    def excerpt(self, text: str, width: int = 260) -> SafeString:
        """The stretch of ``text`` of about ``width`` characters that answers most, marked."""
        text = composed(text)
        start = self._best_start(text, width)
        end = len(text)
        if end - start > width:
            end = max(text.rfind(" ", start, start + width), start + width // 2)
        cut = text[start:end].rstrip(" ,;:")
        before = f"{ELLIPSIS}\u00a0" if start else ""
        after = f"\u00a0{ELLIPSIS}" if end < len(text) else ""
        return mark_safe(f"{before}{self.marked(cut)}{after}")  # noqa: S308  (marked escapes)

    def _best_start(self, text: str, width: int) -> int:
        """Where a fragment begins: as early as it can with as many terms as one can hold."""
        spans = self._spans(text)
        if len(text) <= width or not spans or spans[-1][1] <= width:
            return 0
        best, most = 0, -1
        for place, (begin, _end, _term) in enumerate(spans):
            start = 0 if begin <= width // 3 else begin - width // 3
            held = {term for b, e, term in spans[place:] if e <= start + width}
            if len(held) > most:
                best, most = start, len(held)
        return text.find(" ", best) + 1 if best else 0

    def _spans(self, text: str) -> list[tuple[int, int, str]]:
        if not self.terms:
            return []
        return [
            (token.start, token.end, term)
            for token in tokens(text)
            if (term := self._answer(token.written))
        ]

    def _answer(self, written: str) -> str:
        """The term that a word answers, or nothing."""
        known = self._answers.get(written)
        if known is None:
            known = self._answers[written] = self._find(written)
        return known

    def _find(self, written: str) -> str:
        word = read(written)
        said = (*word.parts, word.whole) if word.whole else word.parts
        for part in said:
            for term in stems(part):
                if term in self.terms:
                    return term
        for part in said:
            for piece in self._lexicon.split(part):
                for term in stems(piece, ("nl",)):
                    if term in self.terms:
                        return term
        return ""
