import html5lib
import pytest
from django import forms
from django.template import Context, Template

from ui.progress import Problem
from ui.widgets import Branch, TreeSelect

BRANCHES = (
    Branch("basis", "Basisonderwijs", (Branch("kleuter", "Kleuter"), Branch("lager", "Lager"))),
    Branch("volwassenen", "Volwassenen"),
)


class ProjectForm(forms.Form):
    title = forms.CharField(label="Titel", help_text="Zoals je het noemt.")
    remark = forms.CharField(
        label="Opmerking", required=False, widget=forms.TextInput({"placeholder": "Typ hier"})
    )
    kind = forms.ChoiceField(label="Soort", choices=[("a", "A")], widget=forms.RadioSelect)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def drawn(source, **context):
    return Template(source).render(Context(context))


def element(text, name):
    tree = html5lib.parseFragment(text, namespaceHTMLElements=False)
    return next(node for node in tree.iter() if node.tag == name)


def test_field_is_described_by_all_that_explains_it():
    form = ProjectForm({"kind": "a"})
    text = drawn('{% field form.title example="Stage" %}', form=form)
    control = element(text, "input")

    assert control.get("aria-describedby") == "id_title_helptext id_title_example id_title_error"
    assert control.get("aria-invalid") == "true"
    assert "Vul dit in." in text


def test_field_that_may_stay_empty_says_so():
    form = ProjectForm()

    assert "(mag leeg blijven)" in drawn("{% field form.remark %}", form=form)
    assert "(mag leeg blijven)" not in drawn("{% field form.title %}", form=form)


@pytest.mark.parametrize(("needed", "optional"), [("True", False), ("False", True)])
def test_field_can_be_told_whether_it_is_needed(needed, optional):
    text = drawn("{% field form.remark needed=" + needed + " %}", form=ProjectForm())

    assert ("(mag leeg blijven)" in text) is optional


def test_field_drops_what_would_stand_inside_the_box():
    assert (
        element(drawn("{% field form.remark %}", form=ProjectForm()), "input").get("placeholder")
        is None
    )


def test_field_passes_hooks_on_to_its_control():
    text = drawn('{% field form.title data_save=True autocomplete="off" %}', form=ProjectForm())
    control = element(text, "input")

    assert control.get("data-save") == ""
    assert control.get("autocomplete") == "off"


def test_field_shows_an_error_that_the_form_does_not_know():
    text = drawn('{% field form.title error="Vraag van de moderator" %}', form=ProjectForm())

    assert "Vraag van de moderator" in text
    assert element(text, "input").get("aria-invalid") == "true"


def test_field_of_choices_is_a_group_with_a_legend():
    text = drawn("{% field form.kind %}", form=ProjectForm({}))

    assert element(text, "fieldset").get("aria-describedby") == "id_kind_error"
    assert element(text, "legend").text.strip() == "Soort"


def test_field_as_group_is_the_same_component():
    form = ProjectForm()

    assert form["title"].as_field_group() == drawn("{% field form.title %}", form=form)


def test_form_draws_every_field_as_a_component():
    text = str(ProjectForm())

    assert text.count('class="field"') == 3
    assert text.count('type="hidden"') == 1


def test_field_escapes_what_people_wrote():
    form = ProjectForm({"title": "<b>", "remark": "x", "kind": "<i>"})
    text = drawn(
        "{% field form.title example=example %}{% field form.kind %}", form=form, example="<u>"
    )

    assert "<b>" not in text.replace("<b>Goed voorbeeld:</b>", "")
    assert "<u>" not in text
    assert "<i>" not in text


def test_summary_links_each_problem_to_its_field():
    text = drawn(
        "{% error_summary form problems=problems %}",
        form=ProjectForm({}),
        problems=[Problem("id_levels_0", "Niveau: kies er een.")],
    )
    tree = html5lib.parseFragment(text, namespaceHTMLElements=False)

    assert [(link.get("href"), link.text) for link in tree.iter("a")] == [
        ("#id_levels_0", "Niveau: kies er een."),
        ("#id_title", "Titel: Vul dit in."),
        ("#id_kind_0", "Soort: Vul dit in."),
    ]


@pytest.mark.parametrize(
    ("data", "general", "says"),
    [
        ({"title": "x", "kind": "a"}, ["Dit hoort niet bij elkaar."], "Dit moet nog anders"),
        ({"kind": "a"}, [], "Dit moet nog anders"),
        ({"kind": "a"}, ["Dit hoort niet bij elkaar."], "Deze 2 dingen moeten nog anders"),
    ],
)
def test_summary_counts_sentences_about_the_whole_too(data, general, says):
    form = ProjectForm(data)
    for sentence in general:
        form.add_error(None, sentence)

    tree = html5lib.parseFragment(
        drawn("{% error_summary form %}", form=form), namespaceHTMLElements=False
    )

    assert [title.text for title in tree.iter("h2")] == [says]


def test_summary_is_silent_when_nothing_is_wrong():
    right = ProjectForm({"title": "x", "kind": "a"})

    assert drawn("{% error_summary form %}", form=right) == ""
    assert drawn("{% error_summary form %}", form=ProjectForm()) == ""


def test_tree_opens_the_branch_in_which_something_is_chosen():
    text = TreeSelect(branches=BRANCHES).render("levels", ["lager"], {"id": "id_levels"})
    tree = html5lib.parseFragment(text, namespaceHTMLElements=False)
    ticked = {box.get("value") for box in tree.iter("input") if box.get("checked") is not None}

    assert ticked == {"lager"}
    assert [fold.get("open") for fold in tree.iter("details")] == [""]
    assert [box.get("id") for box in tree.iter("input")] == [f"id_levels_{n}" for n in range(4)]


def test_tree_asks_for_its_branches_every_time_it_is_drawn():
    asked = []

    def branches():
        asked.append(1)
        return BRANCHES

    widget = TreeSelect(branches=branches)
    widget.render("levels", [], {})
    widget.render("levels", [], {})

    assert len(asked) == 2


def test_tree_reads_every_ticked_value():
    from django.http import QueryDict

    data = QueryDict("levels=kleuter&levels=lager")

    assert TreeSelect(branches=BRANCHES).value_from_datadict(data, {}, "levels") == [
        "kleuter",
        "lager",
    ]
