"""What a program for sheets would take for a formula."""

import pytest

from ui.formulas import as_words, begins_as_formula

FORMULAS = [
    "=1+1",
    "+32 2 219 42 99",
    "-1+webservice(A1)",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =1",
    "\x00=1",
    "|x",
    "%x",
]


@pytest.mark.parametrize("typed", FORMULAS)
def test_text_that_begins_as_a_formula_becomes_words(typed):
    assert begins_as_formula(typed)
    assert as_words(typed) == f"'{typed}"


@pytest.mark.parametrize("typed", ["De Brug", "", "2026-0042", "a=b", "geen thema"])
def test_what_is_no_formula_stays_as_it_is(typed):
    assert not begins_as_formula(typed)
    assert as_words(typed) == typed
