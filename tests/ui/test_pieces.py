import re

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template

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
