import re

import pytest
from bs4 import BeautifulSoup
from django.core.paginator import Paginator
from django.template import Context, Template
from django.utils.safestring import SafeString

from ui.components.library import draw_again
from ui.components.trails import dots
from ui.evidence import evidence_map, tint
from ui.finding import Facet, Option
from ui.trail import STATES, Station


def drawn(source, **context):
    return Template(source).render(Context(context))


def test_pieces_escape_what_people_wrote():
    evil = "<script>x</script>"
    text = drawn(
        "{% button evil %}{% state 'open' evil %}{% chip evil evil evil %}{% message evil evil %}"
        "{% statement evil evil kicker=evil meta=list words=evil %}"
        "{% result evil evil meta=list text=evil words=evil %}{% margin_title evil evil %}"
        "{% fact evil %}{{ evil }}{% endfact %}{% note title=evil %}{{ evil }}{% endnote %}"
        "{% trail stations %}{% page_header evil %}{{ evil }}{% endpage_header %}"
        "{% button 'x' data_x=evil %}",
        evil=evil,
        list=[evil],
        stations=[Station("done", evil, evil, evil, evil)],
    )

    assert "<script>" not in text


def test_fact_without_content_is_left_out():
    assert drawn("{% facts %}{% fact 'Thema' %}  {% endfact %}{% endfacts %}") == (
        '<dl class="facts"></dl>'
    )


def test_button_with_an_address_is_a_link():
    assert drawn('{% button "Ga" href="/x/" tone="quiet" %}') == (
        '<a class="button" href="/x/" data-tone="quiet">Ga</a>'
    )
    assert drawn('{% button "Ga" name="doe" value="1" disabled=True %}') == (
        '<button class="button" type="submit" name="doe" value="1" disabled>Ga</button>'
    )


def test_form_without_an_address_goes_to_its_page_without_a_place_on_it(rf):
    form = "{% form_layout %}x{% endform_layout %}"
    page = rf.get("/mijn/projecten/1/", {"pas-aan": "1"})

    assert 'action="/mijn/projecten/1/?pas-aan=1"' in drawn(form, request=page)
    assert 'action="/elders/"' in drawn(
        form.replace(" %}x", " action='/elders/' %}x"), request=page
    )


def test_filter_folds_two_values_or_more_never_one():
    facets = [
        Facet("t", "T", tuple(Option(c, c) for c in "abcd"[:size]), shown=2) for size in (3, 4)
    ]

    assert [(len(facet.first), len(facet.rest)) for facet in facets] == [(3, 0), (2, 2)]


def test_small_trail_dots_the_line_to_what_has_not_happened():
    drawing = dots(STATES)

    assert [dot.state for dot in drawing if dot.open] == ["wait", "late", "open"]
    assert [dot.linked for dot in drawing] == [False, *[True] * 6]


def test_small_trail_of_many_stations_leaves_a_gap_and_fits_a_phone():
    drawing = dots(["done"] * 3 + ["wait"] * 30 + ["good"] * 9)

    assert [dot.state for dot in drawing] == ["done"] * 3 + ["good"] * 9
    assert [place for place, dot in enumerate(drawing) if not dot.linked] == [0, 3]
    assert drawing[-1].x < 300


@pytest.mark.parametrize(("count", "wide"), [(8, True), (9, False)])
def test_long_trail_stands_below_each_other_on_any_screen(count, wide):
    stations = [Station("done", "", "")] * count

    assert ("data-wide" in drawn("{% trail s wide=True %}", s=stations)) is wide


def test_small_trail_takes_states_or_stations():
    stations = [Station("done", "", ""), Station("open", "", "")]

    assert drawn("{% trail_mini s 'x' %}", s=stations) == drawn(
        "{% trail_mini s 'x' %}", s=["done", "open"]
    )


@pytest.mark.parametrize(
    ("count", "highest", "step"),
    [(0, 31, 0), (1, 31, 2), (1, 1000, 1), (31, 31, 10), (8, 31, 5), (0, 0, 0)],
)
def test_tint_grows_with_the_root_of_the_count(count, highest, step):
    assert tint(count, highest) == step


def test_evidence_map_refuses_a_row_of_another_length():
    with pytest.raises(ValueError, match="zip"):
        evidence_map(("Lager", "Buso"), [("Taal", [(1, "/x/")])])


def test_evidence_map_links_what_it_counts_and_nothing_else():
    counted = evidence_map(("Lager", "Buso"), [("Taal", [(3, "/p/?niveau=lager"), (0, "/x/")])])
    text = drawn("{% evidence_map map 'Projecten' 'Thema' %}", map=counted)

    assert re.findall(r'href="([^"]+)"', text) == ["/p/?niveau=lager"]
    assert "Taal, Lager" in text


def test_facet_keeps_what_is_chosen_in_sight():
    options = tuple(Option(str(n), f"Thema {n}", n, checked=n == 4) for n in range(5))
    facet = Facet("thema", "Thema", options, shown=2)

    assert [option.value for option in facet.first] == ["0", "1", "4"]
    assert [option.value for option in facet.rest] == ["2", "3"]
    assert facet.chosen == 1


def test_facet_draws_its_values_as_they_are_and_nothing_of_them_as_html():
    below = Option("g3", "<b>3de</b> graad", 0, checked=True)
    options = (Option("so", "Taal & cultuur", 12, children=(below,)), Option('"', "Niet geteld"))
    text = drawn("{% facet facet %}", facet=Facet("niveau", "Niveau", options))
    soup = BeautifulSoup(text, "html.parser")
    values = [
        (box["id"], box["name"], box["value"], box.has_attr("checked"), len(box.find_parents("ul")))
        for box in soup.select("input[type=checkbox]")
    ]

    assert values == [
        ("niveau-so", "niveau", "so", False, 1),
        ("niveau-g3", "niveau", "g3", True, 2),
        ('niveau-"', "niveau", '"', False, 1),
    ]
    assert [label.get_text("|") for label in soup.select("label")] == [
        "Taal & cultuur|12",
        "<b>3de</b> graad|0",
        "Niet geteld",
    ]


def test_what_is_drawn_again_tells_safe_from_unsafe():
    words = "<i>open</i>"

    texts = [draw_again("state", kind="open", word=word) for word in (words, SafeString(words))]

    assert ["&lt;i&gt;" in text for text in texts] == [True, False]
    assert ["<i>" in text for text in texts] == [False, True]


def test_what_is_drawn_again_refuses_a_safe_string_inside_a_prop():
    with pytest.raises(TypeError, match="trail_mini"):
        draw_again("trail_mini", dots=(("done", SafeString("<i>")),), width=1, words="")


def test_facet_escapes_its_parameter_once_on_every_level():
    options = (Option("so", "Secundair", children=(Option("g3", "Derde graad"),)),)
    text = drawn("{% facet facet %}", facet=Facet("a&b", "Niveau", options))

    assert text.count('name="a&amp;b"') == 2
    assert "amp;amp" not in text


def test_facet_counts_what_is_chosen_below():
    tree = Option("so", "Secundair", children=(Option("g3", "Derde graad", checked=True),))

    assert Facet("niveau", "Niveau", (tree,)).chosen == 1


def test_pages_keep_the_filters(rf):
    request = rf.get("/projecten/?thema=taal&thema=stage&pagina=2")
    page = Paginator(range(30), 10).page(2)
    text = drawn("{% pagination page %}", page=page, request=request)

    assert re.findall(r'href="([^"]+)"', text) == [
        "?thema=taal&amp;thema=stage&amp;pagina=1",
        "?thema=taal&amp;thema=stage&amp;pagina=1",
        "?thema=taal&amp;thema=stage&amp;pagina=3",
        "?thema=taal&amp;thema=stage&amp;pagina=3",
    ]


def test_one_page_needs_no_links():
    assert drawn("{% pagination page %}", page=Paginator(range(3), 10).page(1)) == ""


def test_table_of_words_stacks_its_cells_on_a_phone_when_asked():
    plain = drawn("{% table 'Agenda' %}{% endtable %}")
    stacked = drawn("{% table 'Agenda' stacks=True %}{% endtable %}")

    assert "data-stacks" not in plain
    assert '<table class="table" data-stacks>' in stacked
