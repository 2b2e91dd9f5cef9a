import pytest
from django.http import QueryDict

from search.contract import Shape, Unread
from search.parameters import MAX_PAGE, read_query

SHAPE = Shape(filters=("thema", "jaar"), orders=("nieuwste", "titel"))


def read(query):
    return read_query(QueryDict(query), SHAPE)


def test_an_empty_address_asks_nothing():
    query = read("")

    assert (query.words, query.order, query.page, query.unread) == ((), "nieuwste", 1, ())
    assert dict(query.chosen) == {"thema": (), "jaar": ()}
    assert not query.is_narrowed
    assert query.address("/projecten/") == "/projecten/"


def test_list_parameters_repeat_and_repetition_counts_once():
    query = read("thema=b&thema=a&thema=b&thema=&jaar=2024")

    assert dict(query.chosen) == {"thema": ("b", "a"), "jaar": ("2024",)}


@pytest.mark.parametrize(
    ("text", "page"),
    [("1", 1), ("7", 7), ("0", 1), ("-3", 1), ("abc", 1), ("", 1), ("٣", 1), ("1.5", 1)],
)
def test_the_page_is_a_number_of_at_least_one(text, page):
    assert read(f"pagina={text}").page == page


def test_the_page_has_an_end():
    assert read("pagina=" + "9" * 5000).page == MAX_PAGE


def test_an_order_that_does_not_exist_is_left_out_and_named():
    query = read("sorteer=beste")

    assert query.order == "nieuwste"
    assert query.unread == (Unread("sorteer", "beste"),)


def test_words_are_bounded_and_what_falls_off_is_named():
    query = read("q=" + "+".join(f"w{n}" for n in range(22)))

    assert query.words == tuple(f"w{n}" for n in range(20))
    assert query.unread == (Unread("q", "w20"), Unread("q", "w21"))


def test_a_long_question_is_cut():
    assert read("q=" + "x" * 5000).words == ("x" * 200,)
    assert read("q=" + "aa+" * 65 + "bbbb+cccc").words == ("aa", "bbbb")
    assert read("q=" + "aa+" * 65 + "bbbbb+cccc").words == ("aa", "bbbbb")
    assert read("q=" + "aa+" * 65 + "bbbbbb+cccc").words == ("aa",)
    assert read("q=" + "+" * 5000).words == ()


def test_a_long_value_is_left_out_and_named_in_short():
    query = read("thema=" + "x" * 101)

    assert dict(query.chosen)["thema"] == ()
    assert query.unread == (Unread("thema", "x" * 100),)


def test_what_cannot_be_shown_becomes_a_space():
    assert read("thema=a%00b&q=c%00d&sorteer=%07x").unread == (Unread("sorteer", " x"),)
    assert dict(read("thema=a%00b").chosen)["thema"] == ("a b",)
    assert read("q=c%00d").words == ("c", "d")


def test_only_so_many_values_are_read():
    assert len(read("&".join(f"thema=t{n}" for n in range(500))).chosen["thema"]) == 30


def test_parameters_of_others_are_let_be():
    assert read("utm_source=x&pagina=2&fbclid=y").parameters() == [("pagina", "2")]


def test_an_address_can_be_read_again():
    query = read("q=een+twee&thema=a&thema=b&jaar=2024&sorteer=titel&pagina=3")

    address = query.address("/projecten/")

    assert address == "/projecten/?q=een+twee&thema=a&thema=b&jaar=2024&sorteer=titel&pagina=3"
    assert read(address.partition("?")[2]) == query


def test_a_question_with_less_starts_at_its_first_page():
    query = read("q=een&thema=a&thema=b&pagina=3")

    assert query.without("thema", "a").address("") == "?q=een&thema=b"
    assert query.without("thema").address("") == "?q=een"
    assert query.without_words().address("") == "?thema=a&thema=b"
    assert query.ordered("titel").address("") == "?q=een&thema=a&thema=b&sorteer=titel"
    assert query.on_page(2).address("") == "?q=een&thema=a&thema=b&pagina=2"


def test_words_bring_an_order_of_their_own():
    shape = Shape(filters=(), orders=("nieuwste", "titel"), for_words="relevantie")

    asked = read_query(QueryDict("q=taal"), shape)
    plain = read_query(QueryDict("sorteer=relevantie"), shape)
    by_title = read_query(QueryDict("q=taal&sorteer=titel"), shape)

    assert (asked.order, asked.address("")) == ("relevantie", "?q=taal")
    assert (plain.order, plain.unread) == ("nieuwste", ())
    assert asked.without_words().order == "nieuwste"
    assert asked.ordered("nieuwste").address("") == "?q=taal&sorteer=nieuwste"
    assert by_title.without_words().address("") == "?sorteer=titel"
