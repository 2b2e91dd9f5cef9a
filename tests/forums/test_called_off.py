"""A meeting that does not take place is *afgezegd*, wherever the screen says so."""

from __future__ import annotations

from forums.records import Session


def test_fields_and_refusals_of_a_session_say_that_it_was_called_off_in_one_word():
    words = [
        str(one.verbose_name) for one in Session._meta.get_fields() if hasattr(one, "verbose_name")
    ]
    words += [str(one.violation_error_message) for one in Session._meta.constraints]

    assert [one for one in words if "afgelast" in one.lower()] == []
    assert {"afgezegd op", "waarom afgezegd"} <= set(words)
    assert "Een afgezegde bijeenkomst heeft geen verslag." in words
