"""One cell at a time: amounts, dates, addresses on the web, letters that went wrong."""

import re
from datetime import date
from decimal import Decimal

import pytest

from showcase.eplus import cells


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("2605.00", "2605.00"),
        ("112527.93", "112527.93"),
        ("112,527.93", "112527.93"),
        ("112.527,93", "112527.93"),
        ("1.112.527,93", "1112527.93"),
        ("200,000.00", "200000.00"),
        ("60,000", "60000.00"),
        ("60.000", "60000.00"),
        ("1,5", "1.50"),
        ("€ 2 605", "2605.00"),
        ("31\u00a0250,50 EUR", "31250.50"),
        ("0", "0.00"),
    ],
)
def test_amount_is_read_with_any_separator(text, amount):
    assert cells.read_amount(text) == Decimal(amount)


@pytest.mark.parametrize("text", ["", "  ", "n/a", "-"])
def test_amount_may_be_absent(text):
    assert cells.read_amount(text) is None


@pytest.mark.parametrize("text", ["veel", "12,34,5x", "=1+1", "1e9", "9" * 40])
def test_amount_refuses_what_is_no_amount(text):
    with pytest.raises(ValueError, match=re.escape(text)):
        cells.read_amount(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2019-09-01", date(2019, 9, 1)),
        ("2019-09-01T00:00:00", date(2019, 9, 1)),
        ("2019/9/1", date(2019, 9, 1)),
        ("01.09.2019", date(2019, 9, 1)),
        ("1-9-2019", date(2019, 9, 1)),
        ("10/9/14", date(2014, 10, 9)),
        ("10/9/2014", date(2014, 10, 9)),
        ("31/8/2021", date(2021, 8, 31)),
        ("43709", date(2019, 9, 1)),
    ],
)
def test_date_is_read_in_the_forms_of_exports(text, day):
    assert cells.read_date(text) == day


@pytest.mark.parametrize(
    ("text", "first", "day"),
    [
        ("31/08/2023", True, date(2022, 9, 1)),
        ("08/31/2023", False, date(2022, 1, 9)),
        ("10/9/2023", False, date(2022, 1, 9)),
        ("31.08.2023", False, date(2022, 1, 9)),
    ],
)
def test_date_beside_one_that_can_only_begin_with_the_day_does_so_too(text, first, day):
    assert cells.has_day_first(text) is first
    assert cells.read_date("01/09/2022", day_first=first) == day


@pytest.mark.parametrize("text", ["september", "2019-13-01", "31/31/2019", "2019"])
def test_date_refuses_what_is_no_date(text):
    with pytest.raises(ValueError):
        cells.read_date(text)


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("www.desluis.example", "https://www.desluis.example"),
        ("http://www.desluis.example/a?b=1", "http://www.desluis.example/a?b=1"),
        ("HTTPS://desluis.example", "https://desluis.example"),
        ("http:/desluis.example", "http://desluis.example"),
        ("desluis.example:8080/x", "https://desluis.example:8080/x"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("mailto:info@desluis.example", ""),
        ("info@desluis.example", ""),
        ("https://desluis.example/<script>", ""),
        ("geen", ""),
        ("", ""),
        ("https://" + "a" * 600 + ".example", ""),
    ],
)
def test_url_is_safe_or_nothing(text, url):
    assert cells.read_url(text) == url


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("FranÃ§ais", "Français"),
        ("lâ€™Ã©cole", "l’école"),
        ("MÃ¼nchen and Ã…bo", "München and Åbo"),
        ("Português: SÃO JOÃO", "Português: SÃO JOÃO"),
        ("Καλημέρα Ã©", "Καλημέρα Ã©"),
        ("gewoon", "gewoon"),
    ],
)
def test_letters_read_in_the_wrong_encoding_are_mended_when_that_loses_nothing(text, mended):
    assert cells.mend(text) == mended


def test_clean_drops_what_no_text_holds():
    assert cells.clean("\ufeffEen\x00 zin_x000D_\r\n\x07twee  \r\n") == "Een zin\ntwee"


def test_shorten_cuts_at_a_word():
    assert cells.shorten("een twee drie vier", 12) == "een twee…"
